"""One action, objection or risk: its form, saving, removing and bringing it back, and what may happen to it."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.pipeline.models import Project
from genjin.planning.models import Objection
from genjin.planning.operations.plan_items import (
    add_plan_item,
    edit_plan_item,
    remove_plan_item,
    restore_plan_item,
)
from genjin.planning.policies import can_log
from genjin.web.plan_items.forms import ItemForm, StepForm
from genjin.web.plan_items.kinds import AnyItem, ItemKind, ItemStep, kind_or_404, steps_for
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import plan_item_or_404, project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals
from genjin.web.signals.origin import origin_of, with_outcome


@require_GET
@answers_refusals
def show_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found, row = _new(request, pk, kind)
    return _show(request, found, found.form(instance=row, initial=request.GET.dict()), row)


@require_POST
@answers_refusals
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found, row = _new(request, pk, kind)
    form, signal = found.form(request.POST, instance=row), origin_of(request, row.project)
    if form.is_valid():
        try:
            added = found.model(project=row.project, **form.values())
            if isinstance(added, Objection) and isinstance(row, Objection):
                added.follow_up_id = row.follow_up_id
            add_plan_item(added, by=signed_in(request))
            reply = changed(request, row.project, found.modules)
            return with_outcome(request, reply, signal, found.key, added.pk)
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
    return _show(request, found, form, row, status=422)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def item(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """GET shows the form, POST saves it, DELETE takes the item away."""
    found = kind_or_404(kind)
    row = plan_item_or_404(request, found.model, pk)
    if request.method == "GET":
        return _show(request, found, found.form(instance=row), row)
    _refuse_readers(request, row.project)
    if request.method == "DELETE":
        remove_plan_item(row, by=signed_in(request))
        return _removed(request, found, row)
    return _save(request, found, row)


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int, kind: str, item: int) -> HttpResponse:
    found, project = kind_or_404(kind), project_or_404(request, pk)
    restore_plan_item(found.model, item, project, by=signed_in(request))
    return changed(request, project, found.modules)


@require_http_methods(["GET", "POST"])
@answers_refusals
def step(request: HttpRequest, kind: str, pk: int, step: str) -> HttpResponse:
    """GET asks what is to be said, POST lets it happen."""
    found = kind_or_404(kind)
    row = plan_item_or_404(request, found.model, pk)
    if step not in found.steps:
        raise Http404
    _refuse_readers(request, row.project)
    chosen = found.steps[step]
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _show_step(request, found, row, chosen, form)
    if form.is_valid():
        try:
            chosen.do(row, form.cleaned_data, signed_in(request))
            return changed(request, row.project, found.modules)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return _show_step(request, found, row, chosen, form, status=422)


def _new(request: HttpRequest, pk: int, kind: str) -> tuple[ItemKind, AnyItem]:
    found, project = kind_or_404(kind), project_or_404(request, pk)
    signal = origin_of(request, project)
    if found.model is Objection and signal is None:  # an objection is raised in a follow-up
        raise Http404
    _refuse_readers(request, project)
    row = found.model(project=project)
    if signal is not None and isinstance(row, Objection):
        row.follow_up_id = signal.follow_up_id
    return found, row


def _refuse_readers(request: HttpRequest, project: Project) -> None:
    if not can_log(signed_in(request), project):
        raise NotAllowed(_("You cannot change this plan."))


def _save(request: HttpRequest, kind: ItemKind, row: AnyItem) -> HttpResponse:
    form, status, refused = kind.form(request.POST, instance=row), 422, ""
    if form.is_valid():
        stored = plan_item_or_404(request, kind.model, row.pk)
        try:
            edit_plan_item(stored, form.changes(), seen=form.seen_values, by=signed_in(request))
            return changed(request, row.project, kind.modules)
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
        except StaleEdit as refusal:
            form.show_theirs(plan_item_or_404(request, kind.model, row.pk), refusal.theirs)
            status, refused = 409, str(refusal.message)
    return _show(request, kind, form, row, status=status, refusal=refused)


def _removed(request: HttpRequest, kind: ItemKind, row: AnyItem) -> HttpResponse:
    reply = changed(request, row.project, kind.modules)
    undo = reverse("plan-item-restoration", args=[row.project_id, kind.key, row.pk])
    text = _("Deleted: %(what)s") % {"what": row.content[:40]}
    reply["HX-Trigger"] = json.dumps({"toast": {"text": text, "undo": undo}})
    return reply


def _show(
    request: HttpRequest, kind: ItemKind, form: ItemForm, row: AnyItem, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    what = str(row._meta.verbose_name)
    may_edit = can_log(signed_in(request), row.project)
    shown = {
        "form": form,
        "kind": kind,
        "item": row,
        "title": capfirst(what) if row.pk else _("Add: %(what)s") % {"what": what},
        "refusal": refusal,
        "may_edit": may_edit,
        "steps": steps_for(row) if row.pk and may_edit else [],
    }
    return render(request, "plan_items/form.html", shown, status=status)


def _show_step(
    request: HttpRequest, kind: ItemKind, row: AnyItem, step: ItemStep, form: StepForm, *, status: int = 200
) -> HttpResponse:
    shown = {"form": form, "kind": kind, "item": row, "title": step.title, "address": request.path}
    return render(request, "plan_items/step.html", shown, status=status)
