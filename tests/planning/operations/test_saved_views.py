"""Keeping ways of looking at the plan table."""

import pytest

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.planning.models import SavedView
from genjin.planning.operations.saved_views import delete_view, save_view
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.queries.saved_views import visible_views
from tests.cast import Cast

VIEW = PlanView(words="预算", group="stage")


def test_save_keeps_the_query_under_its_name(cast: Cast) -> None:
    saved = save_view(" 预算 ", VIEW, by=cast.ling)
    assert (saved.name, saved.query, saved.is_shared) == ("预算", VIEW.query(), False)


def test_the_same_name_again_replaces(cast: Cast) -> None:
    save_view("预算", VIEW, by=cast.ling)
    save_view("预算", PlanView(group="none"), by=cast.ling)
    assert SavedView.objects.get().query == "group=none"


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_save_refuses_an_impossible_name(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken):
        save_view(name, VIEW, by=cast.ling)


def test_a_private_view_is_seen_by_its_owner_alone(cast: Cast) -> None:
    view = save_view("我的", VIEW, by=cast.ling)
    shared = save_view("大家的", VIEW, by=cast.ling, is_shared=True)
    assert set(visible_views(cast.ling)) == {view, shared}
    assert set(visible_views(cast.wei)) == {shared}


def test_a_guest_keeps_views_but_shares_none(cast: Cast) -> None:
    assert save_view("我的", VIEW, by=cast.ada)
    with pytest.raises(NotAllowed):
        save_view("大家的", VIEW, by=cast.ada, is_shared=True)


def test_only_the_owner_deletes(cast: Cast) -> None:
    view = save_view("大家的", VIEW, by=cast.ling, is_shared=True)
    with pytest.raises(NotAllowed):
        delete_view(view, by=cast.bo)
    delete_view(view, by=cast.ling)
    assert not SavedView.objects.exists()
