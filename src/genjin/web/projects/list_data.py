"""What the list of projects shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.health.models import PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.health_settings import CurrentRules, current_rules
from genjin.health.queries.plan_health import health_of
from genjin.health.queries.project_list import projects_by_health
from genjin.health.wording import BANDS
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.people.queries.people import active_people
from genjin.planning.queries.project_list import ProjectFilter, ProjectLine, Scope
from genjin.web.formats import day_with_weekday, days_late, short_amount, short_day
from genjin.web.health.lines import BAND_CHIPS, health_words
from genjin.web.planning.row_data import stage_class
from genjin.web.projects.head_data import OUTCOME_CHIPS

MOST_REFRESHED = 50
SCOPES = (
    ("open", _("Going on")),
    ("no_next_step", _("No next step")),
    ("overdue", _("Overdue")),
    ("ended", _("Ended")),
    ("all", _("All")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One project of the list, worked out."""

    pk: int
    customer: str
    name: str
    stage: str
    stage_class: str
    outcome: str
    outcome_class: str
    owner: str
    amount: str
    close: str
    is_close_past: bool
    last: str
    step: str
    doer: str
    step_day: str
    late: str
    more_late: int
    lacks_next_step: bool
    health: str
    health_chip: str
    health_words: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, and the address of those that follow."""

    rows: Sequence[Row]
    following: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page: its filters and the first rows."""

    rows: Rows
    scopes: Sequence[tuple[str, object, str, bool]]
    stages: Sequence[tuple[str, str]]
    owners: Sequence[User]
    bands: Sequence[tuple[str, str]]
    health_order: str
    may_add: bool


def list_page(user: User, view: ProjectFilter) -> ListPage:
    """Return the page for this person."""
    rules = current_rules()
    return ListPage(
        rows=list_rows(user, view, rules=rules),
        scopes=[
            (key, title, _address(replace(view, scope=cast("Scope", key))), key == view.scope) for key, title in SCOPES
        ],
        stages=[(stage.name, str(stage)) for stage in rules.stages],
        owners=list(active_people()),
        bands=[(band, str(words)) for band, words in reversed(list(BANDS.items()))],
        health_order=_address(replace(view, order="recent" if view.order == "health" else "health")),
        may_add=can_write(user),
    )


def list_rows(user: User, view: ProjectFilter, *, after: str = "", rules: CurrentRules | None = None) -> Rows:
    """Return the next rows of the list."""
    found = projects_by_health(user, view, clock.today(), after=after)
    pks = [line.project.pk for line in found.lines]
    refresh_health(pks, limit=MOST_REFRESHED, rules=rules)
    healths = health_of(pks)
    following = f"{reverse('project-rows')}?{view.query()}&{urlencode({'after': found.following})}"
    return Rows(
        [_row(line, healths.get(line.project.pk)) for line in found.lines], following if found.following else ""
    )


def _address(view: ProjectFilter) -> str:
    query = view.query()
    return f"{reverse('projects')}?{query}" if query else reverse("projects")


def _row(line: ProjectLine, health: PlanHealth | None) -> Row:
    today, project, step = clock.today(), line.project, line.next_step
    late = (today - step.due_on).days if step and step.due_on and step.is_overdue(today) else 0
    return Row(
        pk=project.pk,
        customer=project.customer.name if project.customer else "",
        name=project.name,
        stage=str(project.stage or ""),
        stage_class=stage_class(project.stage.position if project.stage else 0),
        outcome=str(line.outcome or ""),
        outcome_class=OUTCOME_CHIPS[line.outcome.kind] if line.outcome else "",
        owner=str(project.owner or ""),
        amount=short_amount(project.amount, project.currency) if project.amount is not None else "",
        close=short_day(project.close_on, today) if project.close_on else "",
        is_close_past=bool(project.close_on and project.close_on < today and line.outcome is None),
        last=short_day(project.last_follow_up_on, today) if project.last_follow_up_on else "",
        step=step.content if step else "",
        doer=step.owner_words if step else "",
        step_day=day_with_weekday(step.due_on, today) if step and step.due_on else "",
        late=days_late(late) if late else "",
        more_late=max(0, line.overdue - 1),
        lacks_next_step=step is None and line.outcome is None,
        health=str(health.score) if health and health.score is not None else "",
        health_chip=BAND_CHIPS[health.band] if health else "",
        health_words=health_words(health) if health and health.band else "",
    )
