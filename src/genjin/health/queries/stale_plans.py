"""Which plans changed since they were reckoned: the events are the queue (docs/adr/0018)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from genjin.activity.models import ActivityEvent
from genjin.health.models import PlanHealth
from genjin.pipeline.models import Project

Ids = Collection[int] | None
NOTHING = (0, 0)
LATEST_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class StalePlan:
    """A plan to be reckoned, and what has happened to it up to now: how many events, and the last of them."""

    project: int
    events: int
    last_event: int


def stale_plans(ids: Ids, *, today: date, version: int) -> list[StalePlan]:
    """Return those of the projects (None: of all) that must be reckoned, in a constant number of queries.

    Events are counted, not only the last one looked at: on PostgreSQL an event with a smaller number may appear later.
    """
    projects = Project.objects.filter(deleted_at=None)
    if ids is not None:
        projects = projects.filter(pk__in=ids)
    customers = dict(projects.values_list("pk", "customer_id"))
    happened = _events("project_id", customers.keys() if ids is not None else None)
    at_customers = _events("customer_id", {pk for pk in customers.values() if pk} if ids is not None else None)
    known = _known(customers.keys() if ids is not None else None)
    found = []
    for pk, customer in customers.items():
        own, theirs = happened.get(pk, NOTHING), at_customers.get(customer or 0, NOTHING)
        now = (own[0] + theirs[0], max(own[1], theirs[1]))
        if pk not in known or _is_stale(known[pk], now, today, version):
            found.append(StalePlan(pk, *now))
    return found


Known = tuple[int, int, bool, date, int]


def _known(ids: Ids) -> dict[int, Known]:
    rows = PlanHealth.objects.all() if ids is None else PlanHealth.objects.filter(project__in=ids)
    columns = ("project_id", "events_seen", "last_event", "score", "reckoned_on", "settings_version")
    return {
        pk: (seen, last, score is not None, on, version)
        for pk, seen, last, score, on, version in rows.values_list(*columns)
    }


def _is_stale(known: Known, now: tuple[int, int], today: date, version: int) -> bool:
    """Tell whether anything happened; a plan that goes on is old on the next day and by other settings as well."""
    seen, last, goes_on, on, known_version = known
    return (seen, last) != now or (goes_on and (on != today or known_version != version))


def _events(column: str, ids: Ids) -> Mapping[int, tuple[int, int]]:
    wanted: dict[str, object] = {f"{column}__isnull": False} if ids is None else {f"{column}__in": ids}
    events = ActivityEvent.objects.filter(**wanted)
    counted = events.order_by().values_list(column).annotate(count=Count("pk"), last=Max("pk"))
    return {pk: (count, last) for pk, count, last in counted}


def plans_to_look_at(seen: QuerySet[Project], today: date, limit: int) -> set[int]:
    """Return those that may well be stale: heard of in the latest events, never reckoned, or on an earlier day.

    Bounded however many plans there are: what lies further back is found when it is opened, and at night.
    """
    latest = set(ActivityEvent.objects.order_by("-pk").values_list("project_id", flat=True)[:LATEST_EVENTS]) - {None}
    old = Q(health__isnull=True) | Q(health__score__isnull=False, health__reckoned_on__lt=today)
    heard_of = seen.filter(pk__in=latest).values_list("pk", flat=True)
    return {*heard_of, *seen.filter(old).values_list("pk", flat=True)[:limit]}
