"""Reckoning plans again where something changed, and only there.

It follows from what is there, so it asks nobody's permission and records nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice

from django.db import transaction

from genjin.core import clock
from genjin.health.engine.completeness import unanswered
from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.scoring import Health, band, reckon, red_since
from genjin.health.models import HealthAlert, PlanHealth
from genjin.health.queries.health_settings import CurrentRules, current_rules
from genjin.health.queries.plan_facts import plan_facts
from genjin.health.queries.stale_plans import StalePlan, stale_plans

BATCH = 100
HEALTH_FIELDS = [
    "score", "band", "red_since", "dimensions", "red_lines", "lacks_date", "completeness",
    "unanswered", "reckoned_on", "last_event", "events_seen", "settings_version",
]  # fmt: skip
RedBefore = tuple[bool | None, date | None]
UNKNOWN: RedBefore = (None, None)
ALERT_FIELDS = ["severity", "points", "since", "because", "parameters", "target"]


def refresh_health(
    projects: Collection[int] | None = None, *, limit: int | None = None, rules: CurrentRules | None = None
) -> int:
    """Reckon those of the projects (None: of all) that are stale, `limit` of them at most; return how many those were.

    `rules` are the current ones, where whoever asks has read them. What has happened is looked at before the plan is
    read: what happens meanwhile makes it stale again.
    """
    today, rules = clock.today(), rules or current_rules()
    waiting = iter(stale_plans(projects, today=today, version=rules.version)[:limit])
    done = 0
    while some := list(islice(waiting, BATCH)):
        _reckon(some, rules, today)
        done += len(some)
    return done


def _reckon(plans: Sequence[StalePlan], rules: CurrentRules, today: date) -> None:
    facts = plan_facts([plan.project for plan in plans], today)
    healths = {pk: reckon(entry, rules.rules) for pk, entry in facts.items()}
    rows, red_before = [], _red_before(healths)
    for plan in sorted(plans, key=lambda plan: plan.project):  # one order for all, so that two never wait in a ring
        row = PlanHealth(
            project_id=plan.project,
            reckoned_on=today,
            last_event=plan.last_event,
            events_seen=plan.events,
            settings_version=rules.version,
        )
        if plan.project in healths:
            _tell(row, healths[plan.project], facts[plan.project])
            row.red_since = _red_since(healths[plan.project], red_before.get(plan.project, UNKNOWN), today)
        rows.append(row)
    _store(rows, [alert for pk, health in healths.items() for alert in _alerts(pk, health)])


def _tell(row: PlanHealth, health: Health, facts: PlanFacts) -> None:
    row.score, row.band = health.score, band(health.score)
    row.dimensions = {str(dimension): score for dimension, score in health.dimensions.items()}
    row.red_lines, row.completeness, row.unanswered = health.red_lines, health.completeness, unanswered(facts.filled)
    row.lacks_date = facts.lacks_date


def _red_before(projects: Iterable[int]) -> dict[int, RedBefore]:
    """Return, of plans reckoned before, whether they were red then, and since when."""
    known = PlanHealth.objects.filter(project__in=projects, score__isnull=False)
    return {pk: (band == "red", since) for pk, band, since in known.values_list("project", "band", "red_since")}


def _red_since(health: Health, before: RedBefore, today: date) -> date | None:
    """Return since when a plan is red: as before, from today on, or, where that is not known, as its alerts tell."""
    if band(health.score) != "red":
        return None
    was_red, since = before
    if was_red is False:
        return today
    return since or red_since(health.alerts)


def _alerts(project: int, health: Health) -> Iterable[HealthAlert]:
    for alert in health.alerts:
        yield HealthAlert(
            project_id=project,
            check_key=alert.check.key,
            severity=alert.finding.severity,
            points=alert.points,
            since=alert.finding.since,
            because=alert.finding.because,
            parameters=dict(alert.finding.parameters),
            target=alert.finding.target,
        )


@transaction.atomic
def _store(healths: Sequence[PlanHealth], alerts: Sequence[HealthAlert]) -> None:
    """Store all of it, or nothing: the health first, which keeps another reckoning of the same plans waiting."""
    PlanHealth.objects.bulk_create(
        healths, update_conflicts=True, unique_fields=["project"], update_fields=HEALTH_FIELDS
    )
    found = {(alert.project_id, alert.check_key) for alert in alerts}
    stored = HealthAlert.objects.filter(project__in=[row.project_id for row in healths])
    gone = [pk for pk, *key in stored.values_list("pk", "project_id", "check_key") if tuple(key) not in found]
    HealthAlert.objects.filter(pk__in=gone).delete()
    HealthAlert.objects.bulk_create(
        alerts, update_conflicts=True, unique_fields=["project", "check_key"], update_fields=ALERT_FIELDS
    )
