"""The product's own log, and those brought in from elsewhere, as the engine's history."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Final

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.forecast.engine.events import ACTIVITY, AMOUNT, FACTS, HANDED_OVER, LOST, OUT_OF_SIGHT, STAGE, WON
from genjin.forecast.engine.history import History
from genjin.forecast.engine.reading import rows_of
from genjin.forecast.engine.times import DAY
from genjin.forecast.models import ForecastSnapshot, PastLog
from genjin.forecast.queries.ownership import ownership_of
from genjin.forecast.queries.told_facts import told_facts
from genjin.health.models import PlanHealth
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome, StageMove
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.models import FollowUp

EPOCH: Final = date(1970, 1, 1).toordinal()
USUAL_CURRENCY: Final = "CNY"
BATCH: Final = 20_000


UNKNOWN: Final = float("nan")


def deal_name(pk: int) -> str:
    """Return a project's or a person's id as the engine calls it; the order of names is that of ids."""
    return f"{pk:012d}"


def seconds_of(day: date) -> int:
    """Return the first moment of a day on the engine's clock."""
    return (day.toordinal() - EPOCH) * DAY


def main_currency() -> str:
    """Return the currency in which most projects' amounts are: sums are made in it and leave the others out."""
    found = Counter(Project.objects.filter(deleted_at=None, amount__isnull=False).values_list("currency", flat=True))
    return max(found, key=lambda name: (found[name], name), default=USUAL_CURRENCY)


class DealLog:
    """Rows of a history as they are gathered; `stage` rows hold the name's place in `stages`."""

    def __init__(self) -> None:
        self.deals: list[str] = []
        self.at: list[int] = []
        self.kind: list[int] = []
        self.value: list[float] = []
        self.owner: list[str] = []
        self.stages: dict[str, int] = {}

    def add(self, deal: str, at: int, kind: int, *, value: float = 0.0, owner: str = "") -> None:
        """Add one row."""
        self.deals.append(deal)
        self.at.append(at)
        self.kind.append(kind)
        self.value.append(value)
        self.owner.append(owner)

    def stage(self, name: str) -> float:
        """Return the place of a stage's name."""
        return float(self.stages.setdefault(name, len(self.stages)))

    def history(self, order: Iterable[str]) -> History:
        """Return what was gathered, in the engine's order."""
        names, deal = np.unique(np.array(self.deals, dtype=str), return_inverse=True)
        stages = sorted(self.stages)
        places = {name: place for place, name in enumerate(stages)}
        by_number = np.array([places[name] for name in self.stages], dtype=np.float64)
        owners = sorted(set(self.owner) - {""})
        owner_places = {name: place for place, name in enumerate(owners)} | {"": -1}
        owner = np.array([owner_places[name] for name in self.owner], dtype=np.int64)
        kind = np.array(self.kind, dtype=np.int64)
        at = np.array(self.at, dtype=np.int64)
        value = np.array(self.value, dtype=np.float64)
        is_stage = kind == STAGE
        if len(by_number):
            value[is_stage] = by_number[value[is_stage].astype(np.int64)]
        rank = np.lexsort((owner, value, kind, at, deal))
        return History(
            deals=tuple(names.tolist()),
            stages=tuple(stages),
            owners=tuple(owners),
            order=tuple(dict.fromkeys(order)),
            zone=0,
            deal=deal[rank],
            at=at[rank],
            kind=kind[rank],
            value=value[rank],
            owner=owner[rank],
        )


def moment_on_clock(moment: datetime) -> int:
    """Return a moment on the engine's clock, which shows the local time."""
    local = timezone.localtime(moment)
    return seconds_of(local.date()) + local.hour * 3600 + local.minute * 60 + local.second


def whole_history(currency: str) -> History:
    """Return the log of all projects, whoever may see them, and of all histories from elsewhere: to learn from."""
    log, ours = DealLog(), [stage.name for stage in all_stages()]
    gather_projects(log, Project.objects.filter(deleted_at=None), currency)
    for pk, content in PastLog.objects.filter(is_draft=False).values_list("pk", "content"):
        _gather_elsewhere(log, f"past-{pk}-", content, ours)
    return log.history(ours)


def gather_projects(log: DealLog, projects: "QuerySet[Project]", currency: str) -> None:
    """Add the rows of some projects, in a constant number of queries.

    A project that was ended stays so, whatever stage is named later; shelved and given up count as lost. Amounts in
    another currency than `currency` are not said. Each row belongs to who owned the project on its day.
    """
    rows = _ProjectRows(log, projects)
    rows.add_follow_ups(projects)
    rows.add_moves(projects)
    rows.add_projects(projects, currency)
    _add_facts(log, rows.begun)


class _ProjectRows:
    """The rows of some projects as they are gathered: `first` is the first day on which anything happened to each."""

    def __init__(self, log: DealLog, projects: "QuerySet[Project]") -> None:
        self._log = log
        self._stages = {stage.pk: stage.name for stage in all_stages()}
        self._ended = _outcomes(projects)
        self._owners = ownership_of(projects)
        self._first: dict[int, date] = {}
        self._has_stage: set[int] = set()
        self.begun: dict[int, int] = {}  # the moments on the engine's clock

    def add_follow_ups(self, projects: "QuerySet[Project]") -> None:
        """Add contacts, and the stages that they name."""
        rows = FollowUp.objects.filter(deleted_at=None, happened_on__isnull=False, project__in=projects)
        for pk, day, stage in rows.values_list("project_id", "happened_on", "stage_id").iterator(chunk_size=BATCH):
            if day is not None:
                self._add(pk, day, ACTIVITY)
                self._add_stage(pk, day, stage)

    def add_moves(self, projects: "QuerySet[Project]") -> None:
        """Add the stages that were chosen by hand."""
        moves = StageMove.objects.filter(deleted_at=None, project__in=projects)
        for pk, day, stage in moves.values_list("project_id", "moved_on", "to_stage_id").iterator(chunk_size=BATCH):
            self._add_stage(pk, day, stage)

    def add_projects(self, projects: "QuerySet[Project]", currency: str) -> None:
        """Add beginnings, amounts, ends and owners."""
        amounts = _amount_changes(projects)
        known = projects.values_list("pk", "created_at", "stage_id", "amount", "currency")
        for pk, created_at, present, amount, money in known.iterator(chunk_size=BATCH):
            begun = _begun(pk, created_at, self._first, self._ended)
            self.begun[pk] = seconds_of(begun)
            if pk not in self._first and present not in self._stages:
                self._add(pk, begun, ACTIVITY)
            if pk not in self._has_stage:
                self._add_stage(pk, begun, present)
            if money == currency:
                for day, told in _told_amounts(begun, amounts.get(pk, []), None if amount is None else float(amount)):
                    self._add(pk, day, AMOUNT, told)
            self._add_end(pk, begun)

    def _add_end(self, pk: int, begun: date) -> None:
        if pk in self._ended:
            kind, day = self._ended[pk]
            self._add(pk, day, WON if kind == OutcomeKind.WON else LOST)
        for day, _old in self._owners.before.get(pk, ()):
            # whose it became must be known even if nothing else happens from then on
            self._add(pk, max(day, begun), HANDED_OVER)

    def _add_stage(self, pk: int, day: date, stage: int | None) -> None:
        self._first[pk] = min(day, self._first.get(pk, day))
        if stage is None or stage not in self._stages:
            return
        self._has_stage.add(pk)
        if pk not in self._ended or day <= self._ended[pk][1]:
            self._add(pk, day, STAGE, self._log.stage(self._stages[stage]))

    def _add(self, pk: int, day: date, kind: int, value: float = 0.0) -> None:
        owner = self._owners.on(pk, day)
        self._log.add(deal_name(pk), seconds_of(day), kind, value=value, owner=deal_name(owner) if owner else "")


def _add_facts(log: DealLog, begun: Mapping[int, int]) -> None:
    """Add what was known of the plans: from their events, and their health as the snapshots kept it."""
    for fact in told_facts(sorted(begun)):
        at = max(moment_on_clock(fact.at), begun[fact.project])
        value = UNKNOWN if fact.value is None else fact.value
        log.add(deal_name(fact.project), at, FACTS[fact.name], value=value)
    last: dict[int, int] = {}
    snapshots = ForecastSnapshot.objects.order_by("made_at", "pk").values_list("made_at", "health")
    present = (clock.now(), dict(PlanHealth.objects.filter(score__isnull=False).values_list("project_id", "score")))
    for made_at, scores in chain(snapshots.iterator(chunk_size=20), [present]):
        moment = moment_on_clock(made_at)
        for pk, score in ((int(key), int(value)) for key, value in scores.items()):
            if pk in begun and last.get(pk) != score:
                last[pk] = score
                log.add(deal_name(pk), max(moment, begun[pk]), FACTS["health"], value=float(score))


def _outcomes(projects: "QuerySet[Project]") -> dict[int, tuple[str, date]]:
    found = ProjectOutcome.objects.filter(deleted_at=None, project__in=projects)
    return {pk: (kind, day) for pk, kind, day in found.values_list("project_id", "kind", "decided_on")}


def _begun(pk: int, created_at: datetime, first: Mapping[int, date], ended: Mapping[int, tuple[str, date]]) -> date:
    """Return the day on which a project began: an imported one was there before it was typed in."""
    days = [timezone.localdate(created_at)]
    if pk in first:
        days.append(first[pk])
    if pk in ended:
        days.append(ended[pk][1])
    return min(days)


def _amount_changes(projects: "QuerySet[Project]") -> dict[int, list[tuple[date, object, object]]]:
    """Return by project when its amount changed, from what to what, oldest first."""
    events = ActivityEvent.objects.filter(
        target_type="project", kind="project.edited", detail__changes__has_key="amount", target_id__in=projects
    ).order_by("pk")
    found: dict[int, list[tuple[date, object, object]]] = {}
    for pk, at, (old, new) in events.values_list("target_id", "at", "detail__changes__amount"):
        found.setdefault(pk, []).append((timezone.localdate(at), old, new))
    return found


def _told_amounts(
    begun: date, changes: list[tuple[date, object, object]], now: float | None
) -> Iterator[tuple[date, float]]:
    """Yield what the amount was from which day on."""
    told = [(begun, changes[0][1]), *((day, new) for day, _old, new in changes)] if changes else [(begun, now)]
    for day, amount in told:
        if amount is not None:
            yield max(day, begun), float(str(amount))


def _gather_elsewhere(log: DealLog, prefix: str, content: str, ours: Container[str]) -> None:
    """Add the rows of a history from elsewhere. A stage that we do not have only says that the deal was busy.

    What was open when that log ended has been out of sight since: it is neither open today nor idle.
    """
    ends = int(moment_on_clock(clock.now()))
    last: dict[str, int] = {}
    for row in rows_of(content.encode()):
        if row.kind == AMOUNT and row.value is None:
            continue
        kind = ACTIVITY if row.kind == STAGE and str(row.value) not in ours else row.kind
        value = log.stage(str(row.value)) if kind == STAGE else 0.0 if row.kind == STAGE else float(row.value or 0.0)
        deal, wall = f"{prefix}{row.deal}", row.moment.wall
        log.add(deal, wall, kind, value=value, owner=row.owner and f"past {row.owner}")
        if wall <= ends:
            last[deal] = max(wall, last.get(deal, wall))
    end = max(last.values(), default=ends)
    for deal in last:
        log.add(deal, end, OUT_OF_SIGHT)
