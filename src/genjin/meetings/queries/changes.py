"""What changed in several plans between two moments, for a meeting that talks about all of them.

A project's own page tells every difference of its plan (`planning/queries/plan_changes.py`); here many plans are told
at once from the same events, so only rows that these events touch are read: a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar, cast

from django.db.models import Model

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import rewind, was_before
from genjin.core.versioning import Recoverable
from genjin.pipeline.models import AttitudeFact, Project, ProjectOutcome, Stage
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.models import Action, BuyingSignal, FollowUp, Objection, ObjectionState, Risk, SignalState
from genjin.planning.queries.buying_signals import with_rows
from genjin.planning.queries.project_plan import KINDS

Key = tuple[str, int]
Rows = Mapping[Key, Model]
Row = TypeVar("Row", bound=Model)
PARTS: Final[tuple[type[Model], ...]] = (Action, Objection, Risk)
TOLD: Final[tuple[type[Model], ...]] = (Project, ProjectOutcome, FollowUp, AttitudeFact, *PARTS)
MOVE: Final = "stagemove"  # it is told as the stage
MOST_SIGNALS: Final = 2000


@dataclass(frozen=True, slots=True)
class ProjectChanges:
    """What changed in one plan. Pairs are what stood there before and what stands there after, None where equal."""

    is_new: bool = False
    stage: tuple[Stage | None, Stage | None] | None = None
    amount: tuple[Decimal | None, Decimal | None] | None = None
    close_on: tuple[date | None, date | None] | None = None
    forecast_class: tuple[str, str] | None = None
    outcome: ProjectOutcome | None = None
    is_reopened: bool = False
    logged: Sequence[FollowUp] = ()
    attitudes: Sequence[AttitudeFact] = ()
    added: Sequence[Action] = ()
    done: Sequence[Action] = ()
    cancelled: Sequence[Action] = ()
    postponed: Sequence[Action] = ()
    objections: Sequence[Objection] = ()
    settled: Sequence[Objection] = ()
    risks: Sequence[Risk] = ()
    closed: Sequence[Risk] = ()
    signals: Sequence[BuyingSignal] = ()
    others: int = 0


NOTHING: Final = ProjectChanges()


def changes_of(projects: Collection[int], since: datetime, until: datetime | None = None) -> dict[int, ProjectChanges]:
    """Return what changed in each of the projects after one moment and up to another (None: now).

    Whoever asks has the projects from a query of visible ones.
    """
    happened = ActivityEvent.objects.filter(project_id__in=projects, at__gt=since)
    events = list(happened.order_by("-pk"))
    mentioned = _mentioned(events)
    stored = _stored(projects, mentioned)
    then, now = _standing(stored, events), _standing(stored, [e for e in events if until is not None and e.at > until])
    touched = _mentioned(event for event in events if until is None or event.at <= until)
    signals = _signals(projects, since, until)
    stages = {stage.pk: stage for stage in all_stages()}
    owners = _owners(events)
    keys: dict[int, set[Key]] = defaultdict(set)
    for key in touched | then.keys() | now.keys():
        row = now.get(key) or then.get(key)
        owner = _owner(row) if row is not None else owners.get(key)
        if owner is not None:
            keys[owner].add(key)
    return {pk: _Telling(pk, then, now, stages).tell(keys[pk], touched, signals[pk]) for pk in projects}


def _mentioned(events: Iterable[ActivityEvent]) -> set[Key]:
    return {(kind, pk) for event in events for kind, pk, _values in was_before(event) if kind in KINDS}


def _owners(events: Iterable[ActivityEvent]) -> dict[Key, int | None]:
    """Return to which project each row belonged that events mention: for those that are not there at either moment."""
    return {(kind, pk): event.project_id for event in events for kind, pk, _values in was_before(event)}


def _stored(projects: Collection[int], mentioned: Iterable[Key]) -> list[Model]:
    """Return the rows that events mention as they are today, and the parts of mentioned follow-ups."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in mentioned:
        by_kind[kind].add(pk)
    rows: dict[Key, Model] = {}
    for model in TOLD:
        name = str(model._meta.model_name)
        wanted = set(projects) if model is Project else by_kind[name]
        found = model._default_manager.filter(pk__in=wanted)
        if model is AttitudeFact:
            found = found.select_related("stakeholder__contact")
        if model in PARTS:  # what came with a row has no event of its own
            found = found | model._default_manager.filter(follow_up__in=by_kind["followup"])
        rows.update({(name, row.pk): row for row in found})
    return list(rows.values())


def _standing(rows: Iterable[Model], events: Iterable[ActivityEvent]) -> dict[Key, Model]:
    """Return the rows as they stood before the events, which come newest first, without those hidden then."""
    back = rewind((copy(row) for row in rows), events, {str(kind._meta.model_name): kind for kind in TOLD})
    logged = {row.pk for row in rows if isinstance(row, FollowUp)}
    shown = {row.pk for row in back if isinstance(row, FollowUp) and not row.is_deleted}
    hidden = logged - shown
    return {
        (str(row._meta.model_name), row.pk): row
        for row in back
        if not (isinstance(row, Recoverable) and row.is_deleted) and getattr(row, "follow_up_id", None) not in hidden
    }


def _signals(projects: Collection[int], since: datetime, until: datetime | None) -> dict[int, list[BuyingSignal]]:
    found = BuyingSignal.objects.filter(project__in=projects, deleted_at=None, found_at__gt=since)
    if until is not None:
        found = found.filter(found_at__lte=until)
    shown = with_rows(found.exclude(state=SignalState.DISMISSED)).order_by("-severity", "-observed_on", "-pk")
    by_project: dict[int, list[BuyingSignal]] = defaultdict(list)
    for signal in shown[:MOST_SIGNALS]:
        by_project[signal.project_id].append(signal)
    return by_project


def _owner(row: Model) -> int:
    return row.pk if isinstance(row, Project) else cast("int", row.project_id)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _Telling:
    """The comparison of one project's rows at both moments; `used` are the rows that something was told of."""

    project: int
    then: Rows
    now: Rows
    stages: Mapping[int, Stage]
    used: set[Key] = field(default_factory=set)

    def tell(self, keys: Collection[Key], touched: Collection[Key], signals: Sequence[BuyingSignal]) -> ProjectChanges:
        """Return what changed among these rows, of which some were touched at all."""
        key = ("project", self.project)
        before, after = cast("Project | None", self.then.get(key)), cast("Project | None", self.now.get(key))
        outcomes_then = self._of(keys, ProjectOutcome, self.then)
        outcome = next((row for _key, row in self._fresh(keys, ProjectOutcome)), None)
        found = ProjectChanges(
            is_new=before is None and after is not None,
            stage=self._stage(before, after),
            amount=self._pair(before, after, "amount"),
            close_on=self._pair(before, after, "close_on"),
            forecast_class=self._pair(before, after, "forecast_class"),
            outcome=outcome,
            is_reopened=bool(outcomes_then) and not any(True for _ in self._of(keys, ProjectOutcome, self.now)),
            logged=sorted(self._taken(keys, FollowUp), key=lambda row: (row.listed_on, row.pk), reverse=True),
            attitudes=self._taken(keys, AttitudeFact),
            added=[row for row in self._taken(keys, Action) if row.is_open],
            done=self._became(keys, Action, lambda row: row.done_on is not None),
            cancelled=self._became(keys, Action, lambda row: row.cancelled_on is not None),
            postponed=self._postponed(keys),
            objections=[row for row in self._taken(keys, Objection) if row.state != ObjectionState.SETTLED],
            settled=self._became(keys, Objection, lambda row: row.state == ObjectionState.SETTLED),
            risks=[row for row in self._taken(keys, Risk) if row.closed_on is None],
            closed=self._became(keys, Risk, lambda row: row.closed_on is not None),
            signals=signals,
        )
        told = {*self.used, key} | {one for one, _row in outcomes_then}
        return replace(found, others=sum(one in touched and one not in told and one[0] != MOVE for one in keys))

    def _of(self, keys: Iterable[Key], kind: type[Row], rows: Rows) -> list[tuple[Key, Row]]:
        name = str(kind._meta.model_name)
        return [(key, cast("Row", rows[key])) for key in sorted(keys) if key[0] == name and key in rows]

    def _fresh(self, keys: Iterable[Key], kind: type[Row]) -> list[tuple[Key, Row]]:
        """Return the rows that were not there before."""
        found = [(key, row) for key, row in self._of(keys, kind, self.now) if key not in self.then]
        self.used.update(key for key, _row in found)
        return found

    def _taken(self, keys: Iterable[Key], kind: type[Row]) -> list[Row]:
        return [row for _key, row in self._fresh(keys, kind)]

    def _became(self, keys: Iterable[Key], kind: type[Row], holds: Any) -> list[Row]:  # noqa: ANN401  of the row's kind
        """Return the rows of which something holds now that did not hold before."""
        found = []
        for key, row in self._of(keys, kind, self.now):
            if holds(row) and not (key in self.then and holds(self.then[key])):
                self.used.add(key)
                found.append(row)
        return found

    def _postponed(self, keys: Iterable[Key]) -> list[Action]:
        found = []
        for key, row in self._of(keys, Action, self.now):
            before = cast("Action | None", self.then.get(key))
            if before is not None and before.due_on and row.due_on and before.due_on < row.due_on and row.is_open:
                self.used.add(key)
                found.append(row)
        return found

    def _pair(self, before: Project | None, after: Project | None, name: str) -> Any:  # noqa: ANN401  a field's values
        if before is None or after is None or getattr(before, name) == getattr(after, name):
            return None
        return getattr(before, name), getattr(after, name)

    def _stage(self, before: Project | None, after: Project | None) -> tuple[Stage | None, Stage | None] | None:
        pair = self._pair(before, after, "stage_id")
        return None if pair is None else (self.stages.get(pair[0]), self.stages.get(pair[1]))
