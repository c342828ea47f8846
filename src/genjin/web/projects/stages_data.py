"""The stages of a project: what must be shown before it leaves the present one, and how it came there."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.core.working_days import working_days
from genjin.pipeline.models import CriterionCheck, ExitCriterion, ProjectOutcome, Stage, StageMove
from genjin.pipeline.queries.criteria import all_criteria
from genjin.web.formats import short_day
from genjin.web.projects.head_data import periods_of
from genjin.web.projects.project_page import ProjectPage


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion with what shows that it is met; `check` is None where nothing does yet."""

    criterion: ExitCriterion
    check: CriterionCheck | None
    day: str
    is_hard: bool


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A time in one stage; `move` is how it came there by hand, None where a follow-up says so."""

    stage: Stage
    since: str
    until: str
    days: int
    move: StageMove | None


@dataclass(frozen=True, slots=True)
class Stages:
    """What the module shows."""

    stage: Stage | None
    criteria: Sequence[CriterionLine]
    met: int
    history: Sequence[PeriodLine]
    outcome: ProjectOutcome | None


def stages(page: ProjectPage) -> Stages:
    """Return what the module shows."""
    stage = page.plan.project.stage
    checks = {check.criterion_id: check for check in page.plan.of(CriterionCheck)}
    lines = [
        _criterion_line(criterion, checks.get(criterion.pk), page)
        for criterion in all_criteria()
        if stage is not None and criterion.stage_id == stage.pk
    ]
    return Stages(
        stage=stage,
        criteria=lines,
        met=sum(line.check is not None for line in lines),
        history=history(page),
        outcome=page.outcome,
    )


def _criterion_line(criterion: ExitCriterion, check: CriterionCheck | None, page: ProjectPage) -> CriterionLine:
    day = short_day(check.met_on, page.today) if check else ""
    return CriterionLine(criterion, check, day, criterion.is_hard_for(page.plan.project))


def history(page: ProjectPage) -> list[PeriodLine]:
    """Return the stages that the project went through, newest first."""
    moves = {(move.moved_on, move.to_stage_id): move for move in page.plan.of(StageMove)}
    return [
        PeriodLine(
            stage=period.stage,
            since=short_day(period.entered_on, page.today),
            until=short_day(period.left_on, page.today) if period.left_on else "",
            days=working_days(period.entered_on, period.left_on or max(page.today, period.entered_on)),
            move=moves.get((period.entered_on, period.stage.pk)),
        )
        for period in reversed(periods_of(page))
    ]
