"""Reaching goals."""

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, StaleEdit, WrongState
from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.planning.models import Goal
from genjin.planning.operations.goals import reach_goal, reopen_goal
from tests.cast import Cast


@pytest.fixture
def goal(cast: Cast) -> Goal:
    return add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)


def test_a_goal_is_reached_and_reopened(cast: Cast, goal: Goal) -> None:
    reached = reach_goal(goal, by=cast.bo)
    assert reached.reached_on == clock.today()
    assert reopen_goal(reached, by=cast.ling).reached_on is None
    kinds = ActivityEvent.objects.filter(target_type="goal").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["goal.added", "goal.edited", "goal.edited"]


def test_what_is_so_already_is_refused(cast: Cast, goal: Goal) -> None:
    with pytest.raises(WrongState):
        reopen_goal(goal, by=cast.ling)
    with pytest.raises(WrongState):
        reach_goal(reach_goal(goal, by=cast.ling), by=cast.ling)


def test_somebody_was_quicker(cast: Cast, goal: Goal) -> None:
    edit_entry(goal, {"reached_on": clock.today().replace(year=2020)}, seen={}, by=cast.bo)
    with pytest.raises(StaleEdit):
        reach_goal(goal, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_reach_nothing(cast: Cast, goal: Goal, who: str) -> None:
    for attempt in (reach_goal, reopen_goal):
        with pytest.raises(NotAllowed):
            attempt(goal, by=getattr(cast, who))
