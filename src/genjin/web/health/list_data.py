"""The page of plans that need somebody; a part of it stands on today's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.core import clock
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.plan_health import PlanInDanger, plans_in_danger
from genjin.health.queries.stale_plans import plans_to_look_at
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects
from genjin.web.formats import short_amount, short_day
from genjin.web.health.card_data import Standing, lines_of, standing_of
from genjin.web.health.lines import AlertLine

MOST_AT_ONCE = 100
MOST_REFRESHED = 50  # stale plans a request reckons at most; the others are shown as they were last


@dataclass(frozen=True, slots=True)
class DangerLine:
    """One plan: how it stands, the worst of its alerts, and of which day that is where it is not today's."""

    pk: int
    customer: str
    name: str
    stage: str
    owner: str
    amount: str
    close: str
    lacks_date: bool
    standing: Standing
    alerts: Sequence[AlertLine]
    as_of: str


def danger_lines(user: User, *, limit: int = MOST_AT_ONCE) -> list[DangerLine]:
    """Return the visible plans that need somebody, worst first; a few stale ones are reckoned before."""
    refresh_health(plans_to_look_at(visible_projects(user), clock.today(), MOST_REFRESHED), limit=MOST_REFRESHED)
    return [_line(plan) for plan in plans_in_danger(user, limit)]


def _line(plan: PlanInDanger) -> DangerLine:
    today, project = clock.today(), plan.project
    return DangerLine(
        pk=project.pk,
        customer=project.customer.name if project.customer else "",
        name=project.name,
        stage=str(project.stage or ""),
        owner=str(project.owner or ""),
        amount=short_amount(project.amount, project.currency) if project.amount is not None else "",
        close=short_day(project.close_on, today) if project.close_on else "",
        lacks_date=plan.health.lacks_date,
        standing=standing_of(plan.health),
        alerts=lines_of(plan.alerts, today),
        as_of=short_day(plan.health.reckoned_on, today) if plan.health.reckoned_on != today else "",
    )
