"""The alerts of plans as a person sees them: worst first, three at most, without what was put off."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from genjin.health.engine.registry import CHECKS
from genjin.health.models import AlertSnooze, CheckVerdict, HealthAlert
from genjin.people.models import User
from genjin.pipeline.models import Project

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PlanAlerts:
    """The alerts of one plan: the three to show, the others, and those put off until a day."""

    shown: Sequence[HealthAlert] = ()
    others: Sequence[HealthAlert] = ()
    put_off: Sequence[tuple[HealthAlert, AlertSnooze]] = ()
    verdicts: dict[str, CheckVerdict] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many there are, put off or not."""
        return len(self.shown) + len(self.others) + len(self.put_off)


NO_ALERTS = PlanAlerts()


def alerts_of(user: User, projects: Collection[int], today: date) -> dict[int, PlanAlerts]:
    """Return the alerts of visible projects, with this person's own verdicts, in three queries."""
    found: dict[int, list[HealthAlert]] = {pk: [] for pk in projects}
    for alert in HealthAlert.objects.filter(project__in=projects):
        found[alert.project_id].append(alert)
    snoozes = {(row.project_id, row.check_key): row for row in AlertSnooze.objects.filter(project__in=projects)}
    verdicts: dict[int, dict[str, CheckVerdict]] = {pk: {} for pk in projects}
    for verdict in CheckVerdict.objects.filter(project__in=projects, by=user):
        verdicts[verdict.project_id][verdict.check_key] = verdict
    return {pk: _sorted_out(alerts, snoozes, verdicts[pk], today) for pk, alerts in found.items()}


def alert_of(project: Project, check_key: str) -> HealthAlert | None:
    """Return the alert of one check in a project that the asking person may see, if it stands."""
    return HealthAlert.objects.filter(project=project, check_key=check_key).select_related("project").first()


def _sorted_out(
    alerts: Iterable[HealthAlert],
    snoozes: dict[tuple[int, str], AlertSnooze],
    verdicts: dict[str, CheckVerdict],
    today: date,
) -> PlanAlerts:
    standing, put_off = [], []
    for alert in alerts:
        snooze = snoozes.get((alert.project_id, alert.check_key))
        if snooze is not None and snooze.hides(alert.severity, today):
            put_off.append((alert, snooze))
        else:
            standing.append(alert)
    shown = worst(standing)
    return PlanAlerts(shown, [alert for alert in standing if alert not in shown], put_off, verdicts)


def worst(alerts: Sequence[HealthAlert]) -> list[HealthAlert]:
    """Return the three worst, of one family only the first: one cause is shown once."""
    families: set[tuple[str, str]] = set()
    shown: list[HealthAlert] = []
    for alert in alerts:
        check = CHECKS.get(alert.check_key)
        family = (check.dimension, check.family) if check else ("", alert.check_key)
        if family not in families and len(shown) < MOST_SHOWN:
            families.add(family)
            shown.append(alert)
    return shown
