"""What moved in many projects since a day: new ones, stages, outcomes, amounts and closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from genjin.activity.models import ActivityEvent
from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectOutcome, StageMove

WATCHED = ("amount", "close_on")
MOST_EVENTS = 500


@dataclass(frozen=True, slots=True)
class TeamChange:
    """One thing that moved. `what` is new, stage, outcome, or a field of the project; values as they are stored."""

    project: Project
    what: str
    old: object
    new: object
    by: User | None
    at: datetime


def team_changes(projects: QuerySet[Project], since: datetime, limit: int) -> tuple[list[TeamChange], int]:
    """Return what moved in these projects since a moment, and how much that is in all; four queries.

    What moved comes before what is new, so that a table brought in hides nothing; the latest of each first.
    """
    ids = projects.order_by().values("pk")
    found = [*_added(projects, since), *_moves(ids, since), *_outcomes(ids, since), *_edits(ids, since)]
    found.sort(key=lambda change: (change.what != "new", change.at), reverse=True)
    return found[:limit], len(found)


def _added(projects: QuerySet[Project], since: datetime) -> Iterator[TeamChange]:
    new = projects.filter(created_at__gte=since).select_related("customer", "owner").order_by("-created_at")
    for project in new[:MOST_EVENTS]:
        yield TeamChange(project, "new", None, None, project.owner, project.created_at)


def _moves(ids: QuerySet[Project, object], since: datetime) -> Iterator[TeamChange]:
    moves = StageMove.objects.filter(project__in=ids, created_at__gte=since, deleted_at=None)
    related = moves.select_related("project__customer", "from_stage", "to_stage", "by")
    for move in related.order_by("-created_at")[:MOST_EVENTS]:
        yield TeamChange(move.project, "stage", move.from_stage, move.to_stage, move.by, move.created_at)


def _outcomes(ids: QuerySet[Project, object], since: datetime) -> Iterator[TeamChange]:
    outcomes = ProjectOutcome.objects.filter(project__in=ids, created_at__gte=since, deleted_at=None)
    for outcome in outcomes.select_related("project__customer", "by").order_by("-created_at")[:MOST_EVENTS]:
        yield TeamChange(outcome.project, "outcome", None, outcome, outcome.by, outcome.created_at)


def _edits(ids: QuerySet[Project, object], since: datetime) -> Iterator[TeamChange]:
    """Give, of each field of a project, the value that it had before and the one that it has since."""
    events = ActivityEvent.objects.filter(
        kind="project.edited", target_type="project", target_id__in=ids, at__gte=since, project_id=F("target_id")
    )
    latest: dict[tuple[int, str], tuple[object, object, ActivityEvent]] = {}
    for event in events.select_related("by").order_by("-pk")[:MOST_EVENTS]:
        for field in WATCHED:
            if field in event.detail.get("changes", {}):
                old, new = event.detail["changes"][field]
                key = (event.target_id, field)
                latest[key] = (old, *latest[key][1:]) if key in latest else (old, new, event)
    known = Project.objects.select_related("customer", "owner").in_bulk({pk for pk, _field in latest})
    for (pk, field), (old, new, event) in latest.items():
        if pk in known and old != new:
            yield TeamChange(known[pk], field, old, new, event.by, event.at)
