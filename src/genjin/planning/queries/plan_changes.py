"""What changed in a plan since an earlier moment: added, changed, removed, by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import changes_nothing, was_before
from genjin.activity.tracking import changes_between, values_of
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.queries.project_plan import KINDS, OF_CUSTOMER, OF_PROJECT, ProjectPlan, project_plan

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that reads differently; `then` and `now` are the rows: values are shown as people read them."""

    name: str
    then: Model
    now: Model


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One thing that was `added`, `changed` or `removed`; `row` is it as it is or last was. `by` did it last, `at`."""

    verb: str
    row: Model
    fields: tuple[FieldChange, ...]
    by: User | None
    at: datetime | None


def plan_changes(project: Project, since: datetime) -> list[PlanChange]:
    """Return what changed since the moment, the latest first, in a constant number of queries."""
    then, now = project_plan(project, at=since), project_plan(project)
    last = _last_touched(project, since)
    changes = [*_differences(then, now, last)]
    return sorted(changes, key=lambda change: (change.at is not None, change.at), reverse=True)


def _last_touched(project: Project, since: datetime) -> Mapping[Key, ActivityEvent]:
    events = ActivityEvent.objects.filter(at__gt=since).select_related("by")
    found = list(events.filter(project_id=project.pk))
    if project.customer_id is not None:
        found += events.filter(customer_id=project.customer_id, project_id__isnull=True)
    last: dict[Key, ActivityEvent] = {}
    for event in sorted((event for event in found if not changes_nothing(event)), key=lambda event: event.pk):
        for kind, pk, _values in [*was_before(event), (event.target_type, event.target_id, None)]:
            if kind in KINDS:
                last[kind, pk] = event
    return last


def _differences(then: ProjectPlan, now: ProjectPlan, last: Mapping[Key, ActivityEvent]) -> Iterator[PlanChange]:
    pairs: list[tuple[list[Model], list[Model]]] = [([then.project], [now.project])]
    if then.customer is not None and now.customer is not None:
        pairs.append(([then.customer], [now.customer]))
    pairs += [(then.of(kind), now.of(kind)) for kind in (*OF_CUSTOMER, *OF_PROJECT)]
    for before, after in pairs:
        old, new = {row.pk: row for row in before}, {row.pk: row for row in after}
        for pk in [*new, *(pk for pk in old if pk not in new)]:
            yield from _difference(old.get(pk), new.get(pk), last)


def _difference(old: Model | None, new: Model | None, last: Mapping[Key, ActivityEvent]) -> Iterator[PlanChange]:
    row = new or old
    if row is None:
        return
    fields = tuple(_fields(old, new)) if old is not None and new is not None else ()
    if old is not None and new is not None and not fields:
        return
    verb = "added" if old is None else "removed" if new is None else "changed"
    event = last.get((str(row._meta.model_name), row.pk))
    if event is None and (parent := getattr(row, "follow_up_id", None)) is not None:
        event = last.get(("followup", parent))
    yield PlanChange(verb, row, fields, event.by if event else None, event.at if event else None)


def _fields(old: Model, new: Model) -> Iterator[FieldChange]:
    changed = changes_between(values_of(old), values_of(new))
    changed.pop("position", None)
    for name in changed:
        yield FieldChange(name, old, new)
