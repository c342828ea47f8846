"""Since when projects have been in their stages."""

from collections.abc import Iterable
from datetime import date

from genjin.pipeline.models import StageMove
from genjin.planning.models import FollowUp


def stages_entered(project_ids: Iterable[int]) -> dict[int, date]:
    """Return since which day each project has been in the stage that was told last, in two queries.

    Whoever asks has the projects from a query of visible ones. A project of which no dated stage is told is left out.
    """
    ids = list(project_ids)
    rows = FollowUp.objects.filter(project__in=ids, deleted_at=None, stage__isnull=False, happened_on__isnull=False)
    moves = StageMove.objects.filter(project__in=ids, deleted_at=None)
    told = [
        *rows.values_list("project_id", "happened_on", "logged_at", "pk", "stage_id"),
        *moves.values_list("project_id", "moved_on", "created_at", "pk", "to_stage_id"),
    ]
    entered: dict[int, tuple[int | None, date]] = {}
    for project, day, _at, _pk, stage in sorted(told, key=lambda row: row[:4]):
        if day is not None and (project not in entered or entered[project][0] != stage):
            entered[project] = (stage, day)
    return {project: day for project, (_stage, day) in entered.items()}
