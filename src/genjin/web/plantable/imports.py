"""The page of imports, where a file is dropped, and the page of one import."""

from collections.abc import Callable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core import clock
from genjin.core.errors import DomainError, RuleBroken
from genjin.plantable.models import ImportState, PlanImport
from genjin.plantable.operations.drafts import kept_reading, upload_plan_table
from genjin.plantable.operations.imports import redo_import, undo_import
from genjin.web.plantable.list_data import applied_import, import_list, limit_words, redone_words, undone_words
from genjin.web.plantable.page_data import REMARKS, preview_of, preview_rows
from genjin.web.plantable.refusals import show_in_place
from genjin.web.plantable.replies import go_to, stay
from genjin.web.plantable.upload_limit import is_over_limit
from genjin.web.shared.gates import import_or_404, own_import_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals, asks_for_part


@require_http_methods(["GET", "POST"])
def show_imports(request: HttpRequest) -> HttpResponse:
    """GET shows what was imported and where to drop a file; POST takes files in."""
    if request.method == "GET":
        return _show_list(request)
    try:
        return _take(request)
    except DomainError as refusal:
        if request.headers.get("HX-Request"):
            return show_in_place(request, refusal)
        return _show_list(request, refusal)


@require_GET
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_or_404(request, pk)
    if found.state != ImportState.DRAFT:
        return render(request, "plantable/applied.html", {"shown": applied_import(signed_in(request), found)})
    return show_preview(request, found)


@require_GET
def show_rows(request: HttpRequest, pk: int) -> HttpResponse:
    draft = own_import_or_404(request, pk)
    word = request.GET.get("from", "")
    first = int(word) if word.isascii() and word.isdigit() and len(word) < 9 else 0
    reading = kept_reading(draft, by=signed_in(request))
    rows = preview_rows(draft, reading, first, only_remarks=_only_remarks(request))
    return render(request, "plantable/preview_rows.html", {"page": rows})


@require_POST
@answers_refusals
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, undo_import, undone_words)


@require_POST
@answers_refusals
def redo(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, redo_import, redone_words)


def show_preview(request: HttpRequest, draft: PlanImport) -> HttpResponse:
    """Return the page of a draft, or for htmx its changing part alone."""
    user = signed_in(request)
    preview = preview_of(user, draft, kept_reading(draft, by=user), only_remarks=_only_remarks(request))
    name = "plantable/preview.html" if asks_for_part(request) else "plantable/import.html"
    return render(request, name, {"preview": preview})


def _only_remarks(request: HttpRequest) -> bool:
    return request.GET.get("only") == REMARKS


def _show_list(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    shown = {"shown": import_list(signed_in(request)), "refusal": refusal}
    return render(request, "plantable/imports.html", shown, status=refusal.status if refusal else 200)


def _take(request: HttpRequest) -> HttpResponse:
    """Keep the dropped files as drafts: one opens its preview, of several each stands in the list."""
    files = request.FILES.getlist("file")
    if is_over_limit(request) and not files:
        raise RuleBroken(limit_words(), field="file", code="too_large")
    if not files:
        raise RuleBroken(_("Choose a file, or drop one here."), field="file")
    if len(files) == 1:
        return go_to(request, "import", _upload(request, files[0]).pk)
    for file in files:
        try:
            _upload(request, file)
        except DomainError as refusal:
            messages.error(request, f"{file.name}: {refusal}")
    return go_to(request, "imports")


def _upload(request: HttpRequest, file: UploadedFile) -> PlanImport:
    by = signed_in(request)
    draft, _table = upload_plan_table(file.read(), file.name or "", reference=clock.today(), by=by)
    return draft


def _change(
    request: HttpRequest, pk: int, change: Callable[..., int], words: Callable[[PlanImport, int], str]
) -> HttpResponse:
    found = import_or_404(request, pk)
    count = change(found, by=signed_in(request))
    messages.success(request, words(found, count))
    if request.headers.get("HX-Request"):
        return stay()
    return redirect("imports")
