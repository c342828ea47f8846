"""The rows that the checks need, of many projects at once, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from django.db.models import F, Max, Model, Q, QuerySet
from django.utils import timezone

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import SPOKEN
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    ExitCriterion,
    Need,
    Project,
    ProjectOutcome,
    Stage,
    StageMove,
    Stakeholder,
    StakeholderLine,
    TeamMember,
)
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.models import (
    Action,
    BuyingSignal,
    FollowUp,
    Goal,
    Objection,
    ObjectionState,
    Place,
    Risk,
    SignalState,
    Strategy,
    ValueSheet,
)

Row = TypeVar("Row", bound=Model)
# what a plan's entries are called where only their kinds count
MAP_KINDS = ("stakeholder", "attitudefact", "stakeholderline")
COMPETITION_KINDS = ("competitor", "strategy")
RECENT = timedelta(days=60)
ACTION_FIELDS = ("project", "follow_up", "place", "content", "owner_words", "due_on", "done_on", "cancelled_on")
FOLLOW_UP_FIELDS = ("project", "happened_on", "logged_at", "logged_by", "stage", "channel", "result")
Touched = Mapping[tuple[int, str], date]


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of one project; rows that are deleted are not among them.

    `numbers` are the places of the stages by id, `criteria` the exit criteria of all of them.
    """

    project: Project
    rows: Mapping[type[Model], list[Model]]
    numbers: Mapping[int, int]
    criteria: Collection[ExitCriterion]
    close_changes: list[tuple[date, str | None, str | None]] = field(default_factory=list)
    touched: Touched = field(default_factory=dict)

    def of(self, kind: type[Row]) -> list[Row]:
        """Return the rows of one kind."""
        return cast("list[Row]", self.rows.get(kind, []))

    def days(self) -> dict[int | None, date | None]:
        """Return when each follow-up took place, by its id."""
        return {row.pk: row.happened_on for row in self.of(FollowUp)}


def plan_rows(ids: Collection[int], today: date) -> list[PlanRows]:
    """Return the rows of those of the projects that go on: not deleted, and without an outcome."""
    ended = ProjectOutcome.objects.filter(deleted_at=None, project__in=ids).values_list("project_id", flat=True)
    projects = Project.objects.filter(pk__in=ids, deleted_at=None).exclude(pk__in=list(ended))
    found = {project.pk: project for project in projects.select_related("customer")}
    stages = list(all_stages())
    rows = _rows(found.keys(), today, {stage.pk: stage for stage in stages})
    numbers = {stage.pk: number for number, stage in enumerate(stages, 1)}
    criteria = list(ExitCriterion.objects.all())
    changes, touched = _close_changes(found.keys()), _touched(found.keys())
    return [
        PlanRows(
            project,
            {kind: by_project.get(pk, []) for kind, by_project in rows.items()},
            numbers,
            criteria,
            changes.get(pk, []),
            {key: on for key, on in touched.items() if key[0] == pk},
        )
        for pk, project in found.items()
    ]


def _rows(ids: Collection[int], today: date, stages: Mapping[int, Stage]) -> dict[type[Model], dict[int, list[Model]]]:
    entries = (Need, Competitor, StakeholderLine, CriterionCheck, Goal, Strategy, ValueSheet, BudgetFact, AttitudeFact)
    found: dict[type[Model], dict[int, list[Model]]] = {
        kind: _by_project(kind._default_manager.filter(project__in=ids, deleted_at=None)) for kind in entries
    }
    people = Stakeholder.objects.filter(project__in=ids, deleted_at=None).select_related("contact")
    found[Stakeholder] = _by_project(people)
    found[TeamMember] = _by_project(TeamMember.objects.filter(project__in=ids))
    moves = list(StageMove.objects.filter(project__in=ids, deleted_at=None))
    for move in moves:
        move.to_stage = stages[move.to_stage_id]
    found[StageMove] = _by_project(moves)
    found[FollowUp] = _follow_ups(ids, stages)
    shown = Q(follow_up__isnull=True) | Q(follow_up__deleted_at__isnull=True)
    open_doubts = Objection.objects.filter(project__in=ids).exclude(state=ObjectionState.SETTLED)
    found[Action] = _by_project(_actions(ids, today).filter(shown))
    found[Objection] = _by_project(open_doubts.filter(shown))
    confirmed = BuyingSignal.objects.filter(project__in=ids, deleted_at=None, state=SignalState.CONFIRMED)
    found[BuyingSignal] = _by_project(confirmed.order_by("observed_on", "pk"))
    found[Risk] = _by_project(Risk.objects.filter(shown, project__in=ids, closed_on=None))
    return found


def _actions(ids: Collection[int], today: date) -> QuerySet[Action]:
    """Return what is to be done, and what was closed or due of late.

    An open main action dated up to its contact is not among them: it tells what was done there.
    """
    is_open = Q(done_on=None, cancelled_on=None)
    recent = Q(due_on__gte=today - RECENT) | Q(done_on__gte=today - RECENT)
    told = Q(is_open, place=Place.MAIN, due_on__lte=F("follow_up__happened_on"))
    return Action.objects.filter(is_open | recent, project__in=ids).exclude(told).only(*ACTION_FIELDS).order_by("pk")


def _follow_ups(ids: Collection[int], stages: Mapping[int, Stage]) -> dict[int, list[Model]]:
    """Return the follow-ups without their long texts, with `is_answered`, `contact_ids` and `colleague_ids`."""
    rows = FollowUp.objects.filter(project__in=ids, deleted_at=None)
    answered = set(rows.exclude(feedback="").values_list("pk", flat=True))
    found = list(rows.only(*FOLLOW_UP_FIELDS).order_by("happened_on", "pk"))
    contacts = _present(FollowUp.contacts.through, "contact_id", ids)
    colleagues = _present(FollowUp.colleagues.through, "user_id", ids)
    for row in found:
        row.stage = stages.get(row.stage_id or 0)
        extra = cast("Any", row)
        extra.is_answered = row.pk in answered
        extra.contact_ids, extra.colleague_ids = contacts[row.pk], colleagues[row.pk]
    return _by_project(found)


def _present(link: type[Model], column: str, ids: Collection[int]) -> dict[int, frozenset[int]]:
    present: dict[int, set[int]] = defaultdict(set)
    pairs = link._default_manager.filter(followup__project__in=ids, followup__deleted_at=None)
    for row, pk in pairs.values_list("followup_id", column):
        present[row].add(pk)
    return defaultdict(frozenset, {row: frozenset(people) for row, people in present.items()})


def _by_project(rows: "Iterable[Model] | QuerySet[Model]") -> dict[int, list[Model]]:
    found: dict[int, list[Model]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)  # type: ignore[attr-defined]
    return found


def _close_changes(ids: Collection[int]) -> dict[int, list[tuple[date, str | None, str | None]]]:
    """Return how the expected close of each project was changed: day, old and new, oldest first."""
    events = ActivityEvent.objects.filter(
        project_id__in=ids, target_type="project", detail__changes__has_key="close_on"
    )
    found: dict[int, list[tuple[date, str | None, str | None]]] = defaultdict(list)
    for pk, at, old, new in events.order_by("pk").values_list(
        "project_id", "at", "detail__changes__close_on__0", "detail__changes__close_on__1"
    ):
        found[pk or 0].append((timezone.localdate(at), old, new))
    return found


def _touched(ids: Collection[int]) -> dict[tuple[int, str], date]:
    """Return when the map of people, and what we know of the competition, was last changed, by project and kind."""
    events = ActivityEvent.objects.filter(project_id__in=ids, target_type__in=[*MAP_KINDS, *COMPETITION_KINDS])
    changes = events.exclude(kind__startswith=SPOKEN)
    latest = changes.order_by().values_list("project_id", "target_type").annotate(latest=Max("at"))
    return {(pk or 0, kind): timezone.localdate(at) for pk, kind, at in latest}
