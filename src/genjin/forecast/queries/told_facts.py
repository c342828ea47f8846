"""What was known of plans on each earlier day: attitude, coverage, signals and overdue steps, from the events.

Rows of the plans are taken back event by event (docs/adr/0012), so that nothing counts before it was written down: an
attitude observed in March and typed in May was not known in April. What is older than the oldest event that is kept was
there at some day that nobody knows; it counts from that event on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import was_before
from genjin.activity.tracking import plain
from genjin.core import clock
from genjin.forecast.plan_facts import Row, Rows, facts_after_steps, facts_on, overdue_days
from genjin.pipeline.models import AttitudeFact, Stakeholder
from genjin.planning.models import Action, BuyingSignal, FollowUp

BATCH: Final = 400
# the fields that the facts hang on, by the name under which events know the kind
FIELDS: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Stakeholder: ("role", "influence", "contact_id", "deleted_at"),
    AttitudeFact: ("stakeholder_id", "attitude", "observed_on", "created_at", "deleted_at"),
    FollowUp: ("happened_on", "channel", "feedback", "deleted_at"),
    BuyingSignal: ("follow_up_id", "state", "type", "polarity"),
    Action: ("follow_up_id", "place", "due_on", "done_on", "cancelled_on"),
}
KINDS: Final = {str(model._meta.model_name): model for model in FIELDS}


@dataclass(frozen=True, slots=True)
class ToldFact:
    """What held of a project from a moment on; None = it was no longer known."""

    project: int
    at: datetime
    name: str
    value: float | None


def told_facts(projects: Sequence[int]) -> Iterator[ToldFact]:
    """Yield what was known of projects and since when, in the order of time for each; a few queries per batch."""
    now = clock.now()
    for some in batches(projects):
        happened = _events(some)
        rows = present_rows(list(happened)) if happened else {}
        for project, events in happened.items():
            yield from _of_project(project, rows.get(project, {}), events, now)


def batches(projects: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the projects a few hundred at a time: the rows of all plans at once would fill the memory."""
    for start in range(0, len(projects), BATCH):
        yield projects[start : start + BATCH]


def present_rows(projects: Sequence[int]) -> dict[int, Rows]:
    """Return the rows of some projects' plans as they stand, by project; deleted ones as well."""
    found: dict[int, Rows] = {}
    for model, names in FIELDS.items():
        kind = str(model._meta.model_name)
        for pk, project, *values in model._default_manager.filter(project__in=projects).values_list(
            "pk", "project_id", *names
        ):
            row: Row = dict(zip(names, map(plain, values), strict=True))
            row["project_id"] = project
            found.setdefault(project, {})[kind, pk] = row
    present = FollowUp.contacts.through.objects.filter(followup__project__in=projects)
    for project, pk, contact in present.values_list("followup__project_id", "followup_id", "contact_id"):
        found[project]["followup", pk].setdefault("contact_ids", []).append(contact)
    return found


def facts_after_steps_of(projects: Sequence[int]) -> Iterator[tuple[int, dict[str, float]]]:
    """Yield for each project what its facts would be after each single step (`plan_facts.STEP_FACTS`)."""
    today = clock.today()
    for some in batches(projects):
        rows = present_rows(some)
        for project in some:
            yield project, facts_after_steps(rows.get(project, {}), today)


Happened = tuple[datetime, Sequence[tuple[str, int, Mapping[str, Any] | None]]]


def _events(projects: Sequence[int]) -> dict[int, list[Happened]]:
    """Return by project what its events took away or changed in rows that matter, newest first; and its beginning."""
    found: dict[int, list[Happened]] = {}
    events = ActivityEvent.objects.filter(project_id__in=projects).order_by("-pk")
    for event in events.only("kind", "at", "target_type", "target_id", "project_id", "detail").iterator(2000):
        touched = [(kind, pk, values) for kind, pk, values in was_before(event) if kind in KINDS]
        if touched or event.kind == "project.added":
            found.setdefault(event.project_id or 0, []).append((event.at, touched))
    return found


def _of_project(project: int, rows: Rows, happened: Iterable[Happened], now: datetime) -> list[ToldFact]:
    told: list[list[ToldFact]] = []
    until = now + timedelta(seconds=1)  # what happened at this very moment holds from it on
    for at, touched in happened:
        if at < until:
            told.append(_between(project, rows, at, until))
            until = at
        for kind, pk, values in touched:
            if values is None:
                rows.pop((kind, pk), None)
            else:
                rows.setdefault((kind, pk), {}).update(values)
    in_order = (fact for part in reversed(told) for fact in part)
    known: dict[str, float | None] = {}
    return [fact for fact in in_order if _is_news(fact, known)]


def _is_news(fact: ToldFact, known: dict[str, float | None]) -> bool:
    news = known.get(fact.name) != fact.value
    known[fact.name] = fact.value
    return news


def _between(project: int, rows: Rows, since: datetime, until: datetime) -> list[ToldFact]:
    """Return what held while nothing happened: a step becomes overdue all by itself."""
    own = {key: row for key, row in rows.items() if row.get("project_id", project) == project}
    first, last = timezone.localdate(since), timezone.localdate(until)
    found = [ToldFact(project, since, name, value) for name, value in facts_on(own, first).items()]
    for day, overdue in overdue_days(own, first, last):
        found.append(ToldFact(project, clock.start_of(day), "overdue", overdue))
    return found
