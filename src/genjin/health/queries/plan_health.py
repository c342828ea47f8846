"""How the plans stand that a person may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from genjin.core import clock
from genjin.health.models import HealthAlert, PlanHealth
from genjin.health.queries.alerts import NO_ALERTS, PlanAlerts, alerts_of, worst
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects

BANDS = ("red", "amber", "green")
MOST_IN_LIST = 100
IN_DANGER = Q(score__isnull=False) & (Q(band__in=["red", "amber"]) | Q(lacks_date=True))


@dataclass(frozen=True, slots=True)
class PlanInDanger:
    """A plan that needs somebody, and why."""

    project: Project
    health: PlanHealth
    alerts: PlanAlerts


def health_of(projects: Iterable[int]) -> dict[int, PlanHealth]:
    """Return how visible projects stand, as last reckoned; one that was never reckoned is not among them."""
    return {row.project_id: row for row in PlanHealth.objects.filter(project__in=projects)}


def plans_in_danger(user: User, limit: int = MOST_IN_LIST) -> Sequence[PlanInDanger]:
    """Return the visible plans that are not healthy, worst first; those without a day to come stand before all others.

    A plan without a day is among them however well it stands: it is never dropped.
    """
    found = PlanHealth.objects.filter(IN_DANGER, project__in=visible_projects(user))
    related = found.select_related("project__customer", "project__stage", "project__owner")
    healths = list(related.order_by("-lacks_date", "score", "pk")[:limit])
    alerts = alerts_of(user, [health.project_id for health in healths], clock.today())
    return [PlanInDanger(health.project, health, alerts.get(health.project_id, NO_ALERTS)) for health in healths]


@dataclass(frozen=True, slots=True)
class RedPlan:
    """A plan in red, and since when."""

    project: Project
    score: int
    since: date | None
    worst: Sequence[str]


def red_plans(projects: QuerySet[Project], limit: int) -> tuple[list[RedPlan], int]:
    """Return the red ones of these plans, the latest to become so first, with their worst checks; and how many."""
    red = PlanHealth.objects.filter(band="red", score__isnull=False, project__in=projects)
    ordered = red.select_related("project__customer", "project__owner").order_by(
        F("red_since").desc(nulls_last=True), "score", "pk"
    )
    healths = list(ordered[:limit])
    alerts: dict[int, list[HealthAlert]] = {health.project_id: [] for health in healths}
    for alert in HealthAlert.objects.filter(project__in=alerts):
        alerts[alert.project_id].append(alert)
    found = [
        RedPlan(
            health.project, health.score or 0, health.red_since, [a.check_key for a in worst(alerts[health.project_id])]
        )
        for health in healths
    ]
    return found, red.count()


def newly_red(projects: QuerySet[Project], since: date) -> int:
    """Return how many of these visible plans are red since this day or a later one."""
    return PlanHealth.objects.filter(band="red", red_since__gte=since, project__in=projects).count()
