"""The modules of a project's page: each is a piece of HTML that is also the reply to a save."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string

from genjin.pipeline.models import Project
from genjin.web.conversation.section_data import section_of_project
from genjin.web.forecast.odds_data import odds
from genjin.web.health.card_data import health_card
from genjin.web.meetings.module_data import project_decisions
from genjin.web.projects.actions_data import actions, next_steps
from genjin.web.projects.goals_data import goals
from genjin.web.projects.head_data import head
from genjin.web.projects.module import Module
from genjin.web.projects.profile_data import profile
from genjin.web.projects.project_page import ProjectPage, project_page
from genjin.web.projects.records_data import records
from genjin.web.projects.risks_data import risks
from genjin.web.projects.signals_data import signals
from genjin.web.projects.stages_data import stages
from genjin.web.projects.values_data import values
from genjin.web.shared.gates import signed_in
from genjin.web.stakeholders.modules import MAP_MODULES, PEOPLE_BOX

HEAD = Module("head", "projects/head.html", head)
HEALTH = Module("health", "health/card.html", health_card)
COLUMNS: Sequence[Sequence[Module]] = (
    (
        Module("profile", "projects/profile.html", profile),
        Module("odds", "forecast/odds.html", odds),
        PEOPLE_BOX,
        Module("stages", "projects/stages.html", stages),
    ),
    (
        Module("goals", "projects/goals.html", goals),
        Module("values", "projects/values.html", values),
        Module("actions", "projects/actions.html", actions),
        Module("next-steps", "projects/next_steps.html", next_steps),
        Module("risks", "projects/risks.html", risks),
    ),
    (
        Module("signals", "projects/signals.html", signals),
        Module("decisions", "meetings/project_decisions.html", project_decisions),
        Module("conversation", "conversation/section.html", section_of_project),
        Module("records", "projects/records.html", records),
    ),
)
OF_PAGE = (HEAD, HEALTH, *(module for column in COLUMNS for module in column))
MODULES = {module.key: module for module in (*OF_PAGE, *MAP_MODULES)}


def draw_modules(request: HttpRequest, project: Project, names: Collection[str]) -> str:
    """Return those of the named modules that the asking page shows, each to be put in its place.

    Whatever changed, it may have changed how the plan stands.
    """
    shown = request.headers.get("X-Modules")
    wanted = dict.fromkeys([*names, HEALTH.key])
    asked = [name for name in wanted if name in MODULES and (shown is None or name in shown.split())]
    if not asked:
        return ""
    page = project_page(signed_in(request), project)
    return "".join(draw_module(request, MODULES[name], page, swap_out_of_band=True) for name in asked)


def draw_module(request: HttpRequest, module: Module, page: ProjectPage, *, swap_out_of_band: bool = False) -> str:
    """Return the HTML of one module."""
    shown = {"module": module.data(page), "page": page, "swap_out_of_band": swap_out_of_band}
    return render_to_string(module.template, shown, request)
