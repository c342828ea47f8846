"""Our team on a project: adding, changing and removing colleagues."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.pipeline.models import Duty, Project, TeamMember
from genjin.pipeline.operations.team import add_team_member, change_team_member, remove_team_member
from genjin.pipeline.policies import can_edit_project
from genjin.pipeline.queries.projects import visible_projects
from genjin.web.projects.forms import TeamMemberForm
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import project_or_404, signed_in, team_member_or_404
from genjin.web.shared.htmx import answers_refusals

SHOWN_BY = ("profile",)


@require_GET
@answers_refusals
def show_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    _refuse_readers(request, project)
    return _show(request, project, TeamMemberForm(instance=TeamMember(project=project)))


@require_POST
@answers_refusals
def add(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    _refuse_readers(request, project)
    form = TeamMemberForm(request.POST, instance=TeamMember(project=project))
    if form.is_valid():
        given = form.cleaned_data
        try:
            duty, duties = Duty(given["duty"]), given["duties"]
            add_team_member(project, given["user"], by=signed_in(request), duty=duty, duties=duties)
            return changed(request, project, SHOWN_BY)
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
    return _show(request, project, form, status=422)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """GET shows the form of a colleague on the team, POST saves it, DELETE takes the colleague off the team."""
    row = team_member_or_404(request, pk, member)
    if request.method == "GET":
        return _show(request, row.project, TeamMemberForm(instance=row))
    _refuse_readers(request, row.project)
    if request.method == "DELETE":
        return _remove(request, row)
    form = TeamMemberForm(request.POST, instance=row)
    if not form.is_valid():
        return _show(request, row.project, form, status=422)
    given = form.cleaned_data
    change_team_member(row, by=signed_in(request), duty=Duty(given["duty"]), duties=given["duties"])
    return changed(request, row.project, SHOWN_BY)


def _remove(request: HttpRequest, row: TeamMember) -> HttpResponse:
    user, project = signed_in(request), row.project
    remove_team_member(row, by=user)
    if visible_projects(user).filter(pk=project.pk).exists():
        return changed(request, project, SHOWN_BY)
    reply = HttpResponse(status=204)  # whoever leaves a team may no longer see the project
    reply["HX-Redirect"] = reverse("projects")
    return reply


def _refuse_readers(request: HttpRequest, project: Project) -> None:
    if not can_edit_project(signed_in(request), project):
        raise NotAllowed(_("You cannot change this project."))


def _show(request: HttpRequest, project: Project, form: TeamMemberForm, *, status: int = 200) -> HttpResponse:
    row = form.member
    shown = {
        "form": form,
        "project": project,
        "member": row,
        "title": str(row.user) if row.pk else _("Add a colleague"),
        "may_edit": can_edit_project(signed_in(request), project),
    }
    return render(request, "projects/team_form.html", shown, status=status)
