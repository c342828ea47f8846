"""How many working days our own won projects spent in each stage."""

from collections import defaultdict
from statistics import median

from genjin.pipeline.models import OutcomeKind, ProjectOutcome, StageMove
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.models import FollowUp
from genjin.planning.rules import stage_periods, working_days_by_stage

TOLD = ("project", "happened_on", "logged_at", "stage")


def own_medians() -> dict[int, tuple[int, int]]:
    """Return by stage's id the median of the working days in it and how many won projects went through it.

    Only stages that a project left, or in which it was won, are counted.
    """
    won = dict(
        ProjectOutcome.objects.filter(kind=OutcomeKind.WON, deleted_at=None, project__deleted_at=None).values_list(
            "project_id", "decided_on"
        )
    )
    stages = {stage.pk: stage for stage in all_stages()}
    follow_ups, moves = defaultdict(list), defaultdict(list)
    told = FollowUp.objects.filter(project__in=won, deleted_at=None, stage__isnull=False, happened_on__isnull=False)
    for row in told.only(*TOLD):
        row.stage = stages[row.stage_id or 0]
        follow_ups[row.project_id].append(row)
    for move in StageMove.objects.filter(project__in=won, deleted_at=None):
        move.to_stage = stages[move.to_stage_id]
        moves[move.project_id].append(move)
    spent: dict[int, list[int]] = defaultdict(list)
    for project, decided_on in won.items():
        periods = stage_periods(follow_ups[project], moves[project])
        for stage, days in working_days_by_stage(periods, decided_on).items():
            if days > 0:
                spent[stage].append(days)
    return {stage: (max(1, round(median(days))), len(days)) for stage, days in spent.items()}
