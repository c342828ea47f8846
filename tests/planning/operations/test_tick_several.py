"""Ticking several actions at once: all of them or none."""

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, WrongState
from genjin.planning.models import Action
from genjin.planning.operations.ticking import tick_action, tick_actions
from genjin.text.cells import ActionItem
from tests.cast import Cast


@pytest.fixture
def actions(cast: Cast) -> list[Action]:
    for content in ("拜访", "演示"):
        cast.log(actions=[ActionItem(content)])
    return list(Action.objects.order_by("pk"))


def test_all_are_done_today_and_each_is_recorded(cast: Cast, actions: list[Action]) -> None:
    tick_actions(actions, done=True, by=cast.bo)
    assert set(Action.objects.values_list("done_on", flat=True)) == {clock.today()}
    assert ActivityEvent.objects.filter(kind="action.done", by=cast.bo).count() == 2
    tick_actions(actions, done=False, by=cast.bo)
    assert set(Action.objects.values_list("done_on", flat=True)) == {None}


def test_none_is_when_one_of_them_was_done_meanwhile(cast: Cast, actions: list[Action]) -> None:
    tick_action(actions[0], done=True, by=cast.bo)
    with pytest.raises(WrongState):
        tick_actions(actions, done=True, by=cast.bo)
    assert Action.objects.filter(done_on=None).count() == 1


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_none_is_by_somebody_who_may_not(cast: Cast, actions: list[Action], who: str) -> None:
    with pytest.raises(NotAllowed):
        tick_actions(actions, done=True, by=getattr(cast, who))
    assert not Action.objects.exclude(done_on=None).exists()
