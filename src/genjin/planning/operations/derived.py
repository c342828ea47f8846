"""Bringing up to date what rows and projects keep of what lies below them, so that lists need not look there."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from genjin.pipeline.models import UNDATED, Project
from genjin.planning.models import Action, FollowUp, Place


def refresh_rows(ids: Iterable[int]) -> None:
    """Bring the earliest date of their open next steps up to date."""
    due = _open_steps().filter(follow_up=OuterRef("pk"), due_on__isnull=False).order_by("due_on")
    FollowUp.objects.filter(pk__in=list(ids)).update(next_due_on=Subquery(due.values("due_on")[:1]))


def refresh_projects(ids: Iterable[int]) -> None:
    """Bring up to date the day of the last follow-up, the stage that it names, and whether something is still to do.

    A project whose follow-ups name no stage keeps the one it has.
    """
    ids = list(ids)
    rows = FollowUp.objects.filter(project=OuterRef("pk"), deleted_at__isnull=True)
    dated = rows.filter(happened_on__isnull=False).order_by("-listed_on", "-pk")
    staged = rows.filter(stage__isnull=False).order_by("-listed_on", "-pk")
    steps = _open_steps().filter(project=OuterRef("pk"), follow_up__deleted_at__isnull=True)
    Project.objects.filter(pk__in=ids).update(
        last_follow_up_on=Subquery(dated.values("happened_on")[:1]),
        listed_on=Coalesce(Subquery(rows.order_by("-listed_on").values("listed_on")[:1]), Value(UNDATED)),
        stage=Coalesce(Subquery(staged.values("stage")[:1]), "stage"),
        has_next_step=Exists(steps),
    )


def _open_steps() -> QuerySet[Action]:
    return Action.objects.filter(place=Place.NEXT_STEP, done_on__isnull=True)
