"""Taking over what a playbook proposes."""

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.planning.models import Action, Place, Strategy
from genjin.planning.operations.adopt_playbook import adopt_playbook
from genjin.planning.playbooks import playbooks
from tests.cast import Cast

COST = playbooks()["cost"]


def test_what_was_ticked_is_added_and_nothing_else(cast: Cast) -> None:
    assert adopt_playbook(cast.project, COST, ["strategy-0", "action-1"], by=cast.bo) == 2
    assert Strategy.objects.get().content in COST.strategies[0].content.both
    action = Action.objects.get()
    assert action.place == Place.PLAN
    assert action.expected_result in COST.actions[1].expected.both
    kinds = set(ActivityEvent.objects.filter(project_id=cast.project.pk).values_list("kind", flat=True))
    assert {"strategy.added", "action.added"} <= kinds


def test_what_stands_in_the_plan_already_is_not_added_twice(cast: Cast) -> None:
    adopt_playbook(cast.project, COST, ["strategy-0", "action-1"], by=cast.ling)
    assert adopt_playbook(cast.project, COST, ["strategy-0", "action-1", "action-0"], by=cast.bo) == 1
    assert (Strategy.objects.count(), Action.objects.count()) == (1, 2)


def test_an_unknown_proposal_is_refused_and_nothing_is_added(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        adopt_playbook(cast.project, COST, ["strategy-0", "action-99"], by=cast.ling)
    assert not Strategy.objects.exists()


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_take_over_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        adopt_playbook(cast.project, COST, ["strategy-0"], by=getattr(cast, who))
