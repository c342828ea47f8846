"""Module 二: goals and strategies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from genjin.pipeline.models import Stage
from genjin.planning.models import Action, Goal, Strategy, StrategyKind
from genjin.web.formats import short_day
from genjin.web.projects.project_page import ProjectPage


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal; `done` of `total` are the stage goals and actions that serve it. `state` is `reached`, `late` or ""."""

    goal: Goal
    day: str
    state: str
    done: int
    total: int
    parts: Sequence["GoalLine"]


@dataclass(frozen=True, slots=True)
class StrategyGroup:
    """The strategies of one kind."""

    kind: str
    title: str
    strategies: Sequence[Strategy]


@dataclass(frozen=True, slots=True)
class Goals:
    """What the module shows; `stage` is where the project stands, for new stage goals."""

    goals: Sequence[GoalLine]
    strategies: Sequence[StrategyGroup]
    stage: Stage | None
    first: Goal | None


def goals(page: ProjectPage) -> Goals:
    """Return what the module shows."""
    rows = page.plan.of(Goal)
    served: dict[int | None, list[Action]] = {}
    for action in page.plan.of(Action):
        if action.cancelled_on is None:
            served.setdefault(action.goal_id, []).append(action)
    shown = {goal.pk for goal in rows}
    top = [goal for goal in rows if goal.parent_id not in shown]
    strategies = page.plan.of(Strategy)
    return Goals(
        goals=[_line(goal, rows, served, page) for goal in top],
        strategies=[
            StrategyGroup(kind.value, str(kind.label), [row for row in strategies if row.kind == kind])
            for kind in StrategyKind
        ],
        stage=page.plan.project.stage,
        first=top[0] if top else None,
    )


def _line(
    goal: Goal, rows: Iterable[Goal], served: Mapping[int | None, Sequence[Action]], page: ProjectPage
) -> GoalLine:
    parts = [_line(part, (), served, page) for part in rows if part.parent_id == goal.pk]
    actions = served.get(goal.pk, [])
    day = goal.reached_on or goal.due_on
    return GoalLine(
        goal=goal,
        day=short_day(day, page.today) if day else "",
        state="reached" if goal.reached_on else "late" if goal.is_overdue(page.today) else "",
        done=sum(part.state == "reached" for part in parts) + sum(action.done_on is not None for action in actions),
        total=len(parts) + len(actions),
        parts=parts,
    )
