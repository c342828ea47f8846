"""The list of projects, the page of one, and its profile as a form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.live.queries.presences import project_place
from genjin.people.policies import can_write
from genjin.pipeline.operations.projects import find_or_add_project
from genjin.pipeline.policies import can_edit_project, can_hand_over_project
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.queries.project_list import read_project_filter
from genjin.web.projects.forms import NewProjectForm, ProjectForm
from genjin.web.projects.history import moment_of
from genjin.web.projects.list_data import list_page, list_rows
from genjin.web.projects.modules import COLUMNS, HEAD, HEALTH, MODULES, draw_module
from genjin.web.projects.project_page import project_page
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals, page_address, page_or_part
from genjin.web.signals.origin import origin_of, with_outcome


@require_http_methods(["GET", "POST"])
@answers_refusals
def projects(request: HttpRequest) -> HttpResponse:
    """GET lists the projects, POST adds one."""
    if request.method == "POST":
        return _add(request)
    view = read_project_filter(request.GET.dict())
    shown = {"view": view, "list": list_page(signed_in(request), view)}
    address = page_address("projects", view.query())
    return page_or_part(request, "projects/list.html", "projects", shown, address=address)


@require_GET
def show_rows(request: HttpRequest) -> HttpResponse:
    view = read_project_filter(request.GET.dict())
    rows = list_rows(signed_in(request), view, after=request.GET.get("after", ""))
    return render(request, "projects/list_rows.html", {"rows": rows})


@require_GET
@answers_refusals
def show_new(request: HttpRequest) -> HttpResponse:
    if not can_write(signed_in(request)):
        raise NotAllowed(_("A guest cannot add projects."))
    return render(request, "projects/new.html", {"form": NewProjectForm(signed_in(request))})


def _add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = NewProjectForm(user, request.POST)
    if can_write(user) and not form.is_valid():
        return render(request, "projects/new.html", {"form": form}, status=422)
    names = (form.data.get("customer", "").strip(), form.data.get("name", "").strip())
    project = find_or_add_project(*names, by=user)
    reply = HttpResponse(status=204)
    reply["HX-Redirect"] = reverse("project", args=[project.pk])
    return reply


@require_GET
@answers_refusals
def show_project(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan, or the plan as it stood at the end of the day that `on` names."""
    at = moment_of(request.GET.get("on", ""))
    page = project_page(signed_in(request), project_or_404(request, pk), at=at)
    shown: dict[str, object] = {
        "page": page,
        "head": draw_module(request, HEAD, page),
        "health": draw_module(request, HEALTH, page),
        "columns": [[draw_module(request, module, page) for module in column] for column in COLUMNS],
    }
    if at is None:  # an earlier day does not change any more
        shown |= {"live_place": project_place(pk), "live_modules": reverse("live-modules", args=[pk])}
    return render(request, "projects/project.html", shown)


@require_GET
def show_module(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Return one module as it stands now: a page asks for it when something elsewhere changed it."""
    project = project_or_404(request, pk)
    if key not in MODULES:
        return HttpResponse(status=404)
    return HttpResponse(draw_module(request, MODULES[key], project_page(signed_in(request), project)))


@require_http_methods(["GET", "POST"])
@answers_refusals
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the profile as a form, POST saves it."""
    project, user = project_or_404(request, pk), signed_in(request)
    may_edit = can_edit_project(user, project)
    may_hand_over = can_hand_over_project(user, project)
    shown: dict[str, object] = {"project": project, "may_edit": may_edit}
    if request.method == "GET":
        form = ProjectForm(instance=project, may_hand_over=may_hand_over, initial=request.GET.dict())
        return render(request, "projects/profile_form.html", {**shown, "form": form})
    if not may_edit:
        raise NotAllowed(_("You cannot change this project."))
    form, signal = ProjectForm(request.POST, instance=project, may_hand_over=may_hand_over), origin_of(request, project)
    status = 422
    if form.is_valid():
        try:
            edit_project(project, form.changes(), seen=form.seen_values, by=user)
            reply = changed(request, project, ("head", "profile"))
            return with_outcome(request, reply, signal, "close-date", project.pk)
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
        except StaleEdit as refusal:
            form.show_theirs(project_or_404(request, pk), refusal.theirs)
            status, shown["refusal"] = 409, refusal.message
    return render(request, "projects/profile_form.html", {**shown, "form": form}, status=status)
