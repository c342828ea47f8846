"""The head of a project's page: whose it is, how it stands, and the bar of stages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from genjin.pipeline.models import Project, ProjectOutcome, Stage, StageMove
from genjin.planning.models import FollowUp
from genjin.planning.rules import StagePeriod, stage_periods, working_days_by_stage
from genjin.web.projects.project_page import ProjectPage

OUTCOME_CHIPS = {"won": "pos", "lost": "neg", "shelved": "warn", "given_up": ""}


@dataclass(frozen=True, slots=True)
class StageStep:
    """One stage of the bar; `state` is `done`, `now` or nothing, `pace` is `slow` or `late` past the usual days."""

    stage: Stage
    state: str
    days: str
    pace: str


@dataclass(frozen=True, slots=True)
class Head:
    """All above the modules."""

    project: Project
    customer: str
    name: str
    outcome: ProjectOutcome | None
    outcome_class: str
    steps: Sequence[StageStep]


def head(page: ProjectPage) -> Head:
    """Return what the head shows."""
    project, outcome = page.plan.project, page.outcome
    return Head(
        project=project,
        customer=page.plan.customer.name if page.plan.customer else "",
        name=project.name or gettext("No project yet"),
        outcome=outcome,
        outcome_class=OUTCOME_CHIPS[outcome.kind] if outcome else "",
        steps=stage_steps(page),
    )


def periods_of(page: ProjectPage) -> Sequence[StagePeriod]:
    """Return the stages that the project went through, oldest first."""
    return stage_periods(page.plan.of(FollowUp), page.plan.of(StageMove))


def stage_steps(page: ProjectPage) -> list[StageStep]:
    """Return the bar: working days spent in each stage, and in the present one against the usual.

    Usual is the median of our own won projects where there are ten of them, else what the stage says.
    """
    last_day = page.outcome.decided_on if page.outcome else page.today
    spent = working_days_by_stage(periods_of(page), last_day)
    now = page.plan.project.stage
    rules = page.rules.rules.stages
    return [
        _step(stage, now, spent.get(stage.pk, 0), rules[number].usual_days)
        for number, stage in enumerate(page.rules.stages, 1)
    ]


def _step(stage: Stage, now: Stage | None, days: int, usual_days: int | None) -> StageStep:
    if now is None or stage.position > now.position:
        return StageStep(stage, "", "", "")
    if stage.pk != now.pk:
        return StageStep(stage, "done", _day_count(days) if days else "", "")
    ratio = days / usual_days if usual_days else 0.0
    words = gettext("day %(days)d") % {"days": days} if days else ""
    usual = gettext("usually %(days)d") % {"days": usual_days} if usual_days else ""
    pace = "late" if ratio > 1.25 else "slow" if ratio > 1 else ""
    return StageStep(stage, "now", " / ".join(part for part in (words, usual) if part), pace)


def _day_count(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
