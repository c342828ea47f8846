"""The page of a project's people, one person of it, and where each stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.pipeline.models import Project, Stakeholder
from genjin.pipeline.operations.stakeholders import add_people, place_stakeholder
from genjin.pipeline.policies import can_edit_project
from genjin.text.people_lines import read_people_lines
from genjin.web.projects.history import moment_of
from genjin.web.projects.modules import MODULES, draw_module
from genjin.web.projects.project_page import project_page
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import entry_or_404, past_entry_or_404, project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals
from genjin.web.stakeholders.forms import PeopleForm, PlaceForm, place_values
from genjin.web.stakeholders.modules import PEOPLE_KEYS
from genjin.web.stakeholders.page_data import person_page

VIEWS = ("quadrant", "chart")


@require_GET
@answers_refusals
def show_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the map, as a quadrant or as an organisation chart, and always the table below it.

    `on` names the day at whose end it is shown.
    """
    page = project_page(signed_in(request), project_or_404(request, pk), at=moment_of(request.GET.get("on", "")))
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    keys = ("people-summary", f"people-{view}", "people-table")
    pieces = [draw_module(request, MODULES[key], page) for key in keys]
    return render(request, "stakeholders/people.html", {"page": page, "pieces": pieces, "view": view})


@require_http_methods(["GET", "POST"])
@answers_refusals
def new_people(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the form for several people, POST adds them."""
    project = project_or_404(request, pk)
    _refuse_readers(request, project)
    form = PeopleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_people(project, read_people_lines(form.cleaned_data["people"]), by=signed_in(request))
            return changed(request, project, PEOPLE_KEYS)
        except RuleBroken as refusal:
            form.add_error("people", str(refusal.message))
    shown = {"form": form, "project": project}
    return render(request, "stakeholders/people_form.html", shown, status=422 if form.errors else 200)


@require_GET
@answers_refusals
def show_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person, at the end of the day that `on` names also one who was taken off the plan since."""
    at = moment_of(request.GET.get("on", ""))
    row = past_entry_or_404(request, Stakeholder, pk) if at else entry_or_404(request, Stakeholder, pk)
    page = project_page(signed_in(request), row.project, at=at)
    return render(request, "stakeholders/person.html", {"page": page, "shown": person_page(page, row.pk)})


@require_http_methods(["GET", "POST"])
@answers_refusals
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for the words that show where the person was put, POST puts the person there."""
    person = entry_or_404(request, Stakeholder, pk)
    _refuse_readers(request, person.project)
    if request.method == "GET":
        return _show_place(request, person, PlaceForm(initial=place_values(person, request.GET.dict())))
    form = PlaceForm(request.POST)
    if form.is_valid():
        given, user = form.cleaned_data, signed_in(request)
        where = {"influence": given["influence"], "attitude": given["attitude"]}
        try:
            place_stakeholder(person, **where, words=form.words, seen=form.seen, by=user)
            return changed(request, person.project, PEOPLE_KEYS)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        except StaleEdit as refusal:
            now = entry_or_404(request, Stakeholder, pk)
            again = PlaceForm(initial=place_values(now, {}) | {"quote": given["quote"]})
            return _show_place(request, now, again, status=409, refusal=str(refusal.message))
    return _show_place(request, person, form, status=422)


def _show_place(
    request: HttpRequest, person: Stakeholder, form: PlaceForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    shown = {"form": form, "person": person, "refusal": refusal}
    return render(request, "stakeholders/place_form.html", shown, status=status)


def _refuse_readers(request: HttpRequest, project: Project) -> None:
    if not can_edit_project(signed_in(request), project):
        raise NotAllowed(_("You cannot change this plan."))
