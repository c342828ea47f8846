"""Which projects have something to do next."""

from collections.abc import Collection

from genjin.planning.models import Action, Place


def projects_with_next_step(ids: Collection[int]) -> set[int]:
    """Return those of the projects that have an open next step in some row that is not deleted."""
    steps = Action.objects.filter(
        project__in=ids, place=Place.NEXT_STEP, done_on__isnull=True, follow_up__deleted_at__isnull=True
    )
    return set(steps.values_list("project_id", flat=True).distinct())
