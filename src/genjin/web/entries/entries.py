"""Entries of a plan or of a customer's profile: the form of one, saving, deleting and bringing it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.pipeline.models import Project, ProjectEntry
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry, restore_entry
from genjin.pipeline.policies import can_edit_entry
from genjin.web.entries.forms import EntryForm
from genjin.web.entries.kinds import Entry, EntryKind, Owner, kind_or_404
from genjin.web.entries.replies import deleted_reply, saved_reply
from genjin.web.shared.gates import customer_or_404, deleted_entry_or_404, entry_or_404, project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals
from genjin.web.signals.origin import origin_of, with_outcome


@require_GET
@answers_refusals
def show_new(request: HttpRequest, pk: int, kind: str, of: type[Owner]) -> HttpResponse:
    found, owner = kind_or_404(kind, of_projects=of is Project), _owner_or_404(request, pk, of)
    row = found.blank(owner)
    _refuse_readers(request, row)
    return _show(request, found, found.form(instance=row, initial=request.GET.dict()))


@require_POST
@answers_refusals
def add(request: HttpRequest, pk: int, kind: str, of: type[Owner]) -> HttpResponse:
    found, owner = kind_or_404(kind, of_projects=of is Project), _owner_or_404(request, pk, of)
    row = found.blank(owner)
    _refuse_readers(request, row)
    form, signal = found.form(request.POST, instance=row), origin_of(request, owner)
    if form.is_valid():
        try:
            added = add_entry(found.blank(owner, **form.values()), by=signed_in(request))
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
        else:
            return with_outcome(request, saved_reply(request, found, owner), signal, found.key, added.pk)
    return _show(request, found, form, status=422)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def entry(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """GET shows the form, POST saves it, DELETE deletes the entry."""
    found = kind_or_404(kind)
    row = entry_or_404(request, found.model, pk)
    if request.method == "POST":
        return _save(request, found, row)
    if request.method == "DELETE":
        return deleted_reply(request, found, delete_entry(row, by=signed_in(request)))
    return _show(request, found, found.form(instance=row, initial=request.GET.dict()))


@require_POST
@answers_refusals
def restore(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    found = kind_or_404(kind)
    row = deleted_entry_or_404(request, found.model, pk)
    restore_entry(row, by=signed_in(request))
    return saved_reply(request, found, _owner(row))


def _owner_or_404(request: HttpRequest, pk: int, of: type[Owner]) -> Owner:
    return project_or_404(request, pk) if of is Project else customer_or_404(request, pk)


def _refuse_readers(request: HttpRequest, row: Entry) -> None:
    """Refuse who may not write at once: they need not hear what is wrong with the form."""
    if not can_edit_entry(signed_in(request), row):
        raise NotAllowed(_("You cannot change this plan."))


def _save(request: HttpRequest, kind: EntryKind, row: Entry) -> HttpResponse:
    _refuse_readers(request, row)
    form, signal = kind.form(request.POST, instance=row), origin_of(request, _owner(row))
    if not form.is_valid():
        return _show(request, kind, form, status=422)
    try:
        edit_entry(row, form.changes(), seen=form.seen_values, by=signed_in(request))
    except RuleBroken as refusal:
        form.refuse(str(refusal.message), refusal.field)
        return _show(request, kind, form, status=422)
    except StaleEdit as refusal:
        form.show_theirs(entry_or_404(request, kind.model, row.pk), refusal.theirs)
        return _show(request, kind, form, status=409, refusal=str(refusal.message))
    return with_outcome(request, saved_reply(request, kind, _owner(row)), signal, kind.key, row.pk)


def _owner(row: Entry) -> Owner:
    return row.project if isinstance(row, ProjectEntry) else row.customer


def _show(
    request: HttpRequest, kind: EntryKind, form: EntryForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    row = form.entry
    what = str(row._meta.verbose_name)
    shown = {
        "form": form,
        "kind": kind,
        "owner": form.owner,
        "title": capfirst(what) if row.pk else _("Add: %(what)s") % {"what": what},
        "refusal": refusal,
        "may_edit": can_edit_entry(signed_in(request), row),
    }
    return render(request, "entries/form.html", shown, status=status)
