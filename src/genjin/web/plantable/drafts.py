"""Correcting a draft, and deciding about it."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genjin.core.errors import RuleBroken
from genjin.core.storable import storable_text
from genjin.plantable.operations.drafts import (
    KINDS,
    choose_matches,
    count_from,
    discard_draft,
    forget_columns,
    map_columns,
    read_draft,
)
from genjin.plantable.operations.imports import apply_import
from genjin.web.plantable.imports import show_preview
from genjin.web.plantable.list_data import applied_words
from genjin.web.plantable.refusals import answers_in_bar
from genjin.web.plantable.replies import go_to
from genjin.web.shared.gates import own_import_or_404, signed_in


@require_POST
@answers_in_bar
def change_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file again with other meanings of its columns; `forget` lets the headers speak again."""
    draft, by = own_import_or_404(request, pk), signed_in(request)
    fingerprint = request.POST.get("fingerprint", "")
    if "forget" in request.POST:
        forget_columns(draft, fingerprint, by=by)
    else:
        map_columns(draft, fingerprint, _changed_columns(request.POST), by=by)
    return show_preview(request, draft)


@require_POST
@answers_in_bar
def change_matches(request: HttpRequest, pk: int) -> HttpResponse:
    draft, by = own_import_or_404(request, pk), signed_in(request)
    choose_matches(
        draft, {kind: {**draft.choices.get(kind, {}), **_chosen(request.POST, kind)} for kind in KINDS}, by=by
    )
    return show_preview(request, draft)


@require_POST
@answers_in_bar
def change_reference(request: HttpRequest, pk: int) -> HttpResponse:
    draft = own_import_or_404(request, pk)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise RuleBroken(_("This is no date; choose a day."), field="day") from error
    return show_preview(request, count_from(draft, day, by=signed_in(request)))


@require_POST
@answers_in_bar
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    draft, by = own_import_or_404(request, pk), signed_in(request)
    apply_import(draft, read_draft(draft, by=by), by=by)
    messages.success(request, applied_words(draft))
    return go_to(request, "plan")


@require_POST
@answers_in_bar
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = own_import_or_404(request, pk)
    discard_draft(draft, by=signed_in(request))
    messages.success(request, _("%(file)s was thrown away; nothing was imported.") % {"file": draft.file_name})
    return go_to(request, "imports")


def _changed_columns(posted: QueryDict) -> dict[str, str]:
    """Return the columns whose meaning is no longer the one that was shown."""
    headers, meanings, shown = (posted.getlist(name) for name in ("header", "meaning", "shown"))
    return {
        storable_text(header): meaning
        for header, meaning, was in zip(headers, meanings, shown, strict=False)
        if meaning != was
    }


def _chosen(posted: QueryDict, kind: str) -> dict[str, str]:
    words = map(storable_text, posted.getlist(f"{kind}-words"))
    return dict(zip(words, posted.getlist(f"{kind}-choice"), strict=False))
