"""Bringing up to date what rows and projects keep of what lies below them, so that lists need not look there."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from genjin.activity.tracking import Was
from genjin.pipeline.models import UNDATED, Project, StageMove
from genjin.planning.models import Action, FollowUp, Place


def refresh_rows(ids: Iterable[int]) -> None:
    """Bring the earliest date of their open next steps up to date."""
    due = _open_steps().filter(follow_up=OuterRef("pk"), due_on__isnull=False).order_by("due_on")
    FollowUp.objects.filter(pk__in=list(ids)).update(next_due_on=Subquery(due.values("due_on")[:1]))


def refresh_next_steps(ids: Iterable[int]) -> None:
    """Bring up to date whether projects have an open next step."""
    Project.objects.filter(pk__in=list(ids)).update(has_next_step=_has_next_step())


def refresh_projects(ids: Iterable[int]) -> dict[int, Was]:
    """Bring up to date what projects keep: the day of the last follow-up, the stage that it names, open next steps.

    A project whose follow-ups name no stage keeps the one it has. Returns, for each project whose stage changed, what
    it was: the event of whatever was done tells it.
    """
    ids = list(ids)
    stages_before = _stages(ids)
    rows = FollowUp.objects.filter(project=OuterRef("pk"), deleted_at__isnull=True)
    dated = rows.filter(happened_on__isnull=False).order_by("-listed_on", "-pk")
    staged = rows.filter(stage__isnull=False).order_by("-listed_on", "-pk")
    Project.objects.filter(pk__in=ids).update(
        last_follow_up_on=Subquery(dated.values("happened_on")[:1]),
        listed_on=Coalesce(Subquery(rows.order_by("-listed_on").values("listed_on")[:1]), Value(UNDATED)),
        stage=Coalesce(Subquery(staged.values("stage")[:1]), "stage"),
        has_next_step=_has_next_step(),
    )
    _let_moves_count(ids)
    stages_after = _stages(ids)
    return {
        pk: ("project", pk, {"stage_id": stage}) for pk, stage in stages_before.items() if stages_after[pk] != stage
    }


def _has_next_step() -> Exists:
    return Exists(_open_steps().filter(project=OuterRef("pk"), follow_up__deleted_at__isnull=True))


def _stages(ids: Iterable[int]) -> dict[int, int | None]:
    return dict(Project.objects.filter(pk__in=ids).values_list("pk", "stage_id"))


def _let_moves_count(ids: Iterable[int]) -> None:
    """Let a stage that somebody chose by hand stand until a later follow-up names another one."""
    latest: dict[int, StageMove] = {}
    for move in StageMove.objects.filter(project__in=ids, deleted_at__isnull=True).order_by("moved_on", "pk"):
        latest[move.project_id] = move
    for project_id, move in latest.items():
        rows = FollowUp.objects.filter(project=project_id, deleted_at__isnull=True, stage__isnull=False)
        later = Q(happened_on__gt=move.moved_on) | Q(happened_on=move.moved_on, logged_at__gt=move.created_at)
        if not rows.filter(later).exists():
            Project.objects.filter(pk=project_id).update(stage=move.to_stage)


def _open_steps() -> QuerySet[Action]:
    return Action.objects.filter(place=Place.NEXT_STEP, done_on__isnull=True, cancelled_on__isnull=True)
