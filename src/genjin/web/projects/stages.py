"""Moving a project to another stage, ending it and opening it again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.core.storable import storable_text
from genjin.pipeline.models import Project, ProjectOutcome, Stage
from genjin.pipeline.operations.entries import edit_entry
from genjin.pipeline.policies import can_edit_project, can_pass_hard_gate
from genjin.pipeline.queries.criteria import unmet_criteria
from genjin.pipeline.queries.entries import visible_entries
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.operations.stages import end_project, move_project_to_stage, reopen_project
from genjin.web.projects.forms import OutcomeForm
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals

SHOWN_BY = ("head", "stages", "goals")


@require_http_methods(["GET", "POST"])
@answers_refusals
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what a move leaves unmet, POST moves the project."""
    project, user = project_or_404(request, pk), signed_in(request)
    if not can_edit_project(user, project):
        raise NotAllowed(_("You cannot change this project."))
    to_stage = _asked_stage(request)
    if request.method == "GET":
        return _show_move(request, project, to_stage)
    reason, seen = storable_text(request.POST.get("reason", "")), request.POST.get("from", "")
    try:
        move_project_to_stage(project, to_stage, by=user, reason=reason, seen=_number(seen))
    except RuleBroken as refusal:
        return _show_move(request, project, to_stage, status=422, refusal=str(refusal.message), reason=reason)
    except StaleEdit as refusal:
        project = project_or_404(request, pk)
        return _show_move(request, project, to_stage, status=409, refusal=str(refusal.message), reason=reason)
    return changed(request, project, SHOWN_BY)


def _asked_stage(request: HttpRequest) -> Stage:
    asked = _number(request.POST.get("to") or request.GET.get("to") or "")
    if asked is None:
        raise Http404
    return get_object_or_404(all_stages(), pk=asked)


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 18 else None


def _show_move(
    request: HttpRequest, project: Project, to_stage: Stage, *, status: int = 200, refusal: str = "", reason: str = ""
) -> HttpResponse:
    unmet = unmet_criteria(project, to_stage)
    hard = [criterion for criterion in unmet if criterion.is_hard_for(project)]
    shown = {
        "project": project,
        "to_stage": to_stage,
        "unmet": unmet,
        "hard": hard,
        "is_back": project.stage is not None and to_stage.position < project.stage.position,
        "is_barred": bool(hard) and not can_pass_hard_gate(signed_in(request), project),
        "refusal": refusal,
        "reason": reason,
    }
    return render(request, "projects/stage_form.html", shown, status=status)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows how the project ended as a form, POST ends it or changes that, DELETE opens it again."""
    project, user = project_or_404(request, pk), signed_in(request)
    known = visible_entries(user, ProjectOutcome).filter(project=project).first()
    may_edit = can_edit_project(user, project)
    if request.method == "GET" and known is not None:
        return _show_outcome(request, OutcomeForm(instance=known), may_edit=may_edit)
    if not may_edit:
        raise NotAllowed(_("You cannot change this project."))
    if request.method == "DELETE":
        reopen_project(project, by=user)
        return changed(request, project, SHOWN_BY)
    row = known or ProjectOutcome(project=project, decided_on=clock.today())
    if request.method == "GET":
        return _show_outcome(request, OutcomeForm(instance=row), may_edit=True)
    return _save_outcome(request, row)


def _save_outcome(request: HttpRequest, row: ProjectOutcome) -> HttpResponse:
    user, form, status = signed_in(request), OutcomeForm(request.POST, instance=row), 422
    if form.is_valid():
        try:
            if row.pk:
                edit_entry(row, form.changes(), seen=form.seen_values, by=user)
            else:
                end_project(ProjectOutcome(project=row.project, **form.values()), by=user)
            return changed(request, row.project, SHOWN_BY)
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
        except StaleEdit as refusal:
            now = get_object_or_404(visible_entries(user, ProjectOutcome), pk=row.pk)
            form.show_theirs(now, refusal.theirs)
            status = 409
    return _show_outcome(request, form, may_edit=True, status=status)


def _show_outcome(request: HttpRequest, form: OutcomeForm, *, may_edit: bool, status: int = 200) -> HttpResponse:
    shown = {"form": form, "outcome": form.outcome, "project": form.outcome.project, "may_edit": may_edit}
    return render(request, "projects/outcome_form.html", shown, status=status)
