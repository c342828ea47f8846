from datetime import UTC, date, datetime, timedelta

import pytest

from genjin.core import clock
from genjin.core.errors import NotAllowed, WrongState
from genjin.pipeline.models import Need
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry
from genjin.planning.content import RowChanges
from genjin.planning.models import Action, FollowUp, Risk
from genjin.planning.operations.follow_ups import edit_follow_up
from genjin.planning.operations.plan_items import add_plan_item, edit_plan_item, remove_plan_item
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.restoring import restore_value
from genjin.planning.queries.plan_changes import plan_changes
from genjin.text.cells import ActionItem
from tests.cast import Cast

THEN = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)  # after the cast was made


@pytest.fixture
def row(cast: Cast) -> FollowUp:
    """A plan of one day, changed on the next by Bo."""
    with clock.stopped_at(THEN - timedelta(hours=1)):
        row = cast.log(goal="旧目标", next_steps=[ActionItem("提交方案", None, date(2035, 3, 9))])
        need = add_entry(Need(project=cast.project, content="无纸化", figure="300 小时"), by=cast.ling)
        gone = add_entry(Need(project=cast.project, content="会删掉"), by=cast.ling)
    with clock.stopped_at(THEN + timedelta(hours=1)):
        edit_follow_up(row, RowChanges({"goal": "新目标"}), seen={}, by=cast.bo)
        edit_entry(need, {"figure": "200 小时"}, seen={}, by=cast.bo)
        delete_entry(gone, by=cast.bo)
        edit_project(cast.project, {"background": "换了负责人"}, seen={}, by=cast.bo)
        edit_plan_item(row.actions.get(), {"owner_words": "薄远"}, seen={}, by=cast.bo)
        add_plan_item(Risk(project=cast.project, content="新风险"), by=cast.bo)
    return row


def test_what_changed_is_told_with_who_and_when(cast: Cast, row: FollowUp) -> None:
    changes = plan_changes(cast.project, THEN)
    told = {(change.verb, type(change.row).__name__, str(change.row)[:10]) for change in changes}
    assert told == {
        ("changed", "FollowUp", str(row)[:10]),
        ("changed", "Need", "无纸化"),
        ("removed", "Need", "会删掉"),
        ("changed", "Project", str(cast.project)[:10]),
        ("changed", "Action", "提交方案"),
        ("added", "Risk", "新风险"),
    }
    assert {change.by for change in changes} == {cast.bo}
    assert {change.at for change in changes} == {THEN + timedelta(hours=1)}


def test_nothing_changed_since_now(cast: Cast, row: FollowUp) -> None:
    assert plan_changes(cast.project, THEN + timedelta(hours=2)) == []


def test_one_value_is_given_back_and_the_others_stay(cast: Cast, row: FollowUp) -> None:
    need = Need.objects.get(content="无纸化")
    action = Action.objects.get()
    for kind, pk, field in (
        ("followup", row.pk, "goal"),
        ("need", need.pk, "figure"),
        ("project", cast.project.pk, "background"),
        ("action", action.pk, "owner_words"),
    ):
        restore_value(cast.project, kind, pk, field, since=THEN, by=cast.ling)
    left = {type(change.row).__name__ for change in plan_changes(cast.project, THEN)}
    assert left == {"Need", "Risk"}
    assert FollowUp.objects.get(pk=row.pk).goal == "旧目标"


def test_what_was_not_there_or_is_gone_cannot_be_given_back(cast: Cast, row: FollowUp) -> None:
    risk = Risk.objects.get()
    with clock.stopped_at(THEN + timedelta(hours=2)):
        remove_plan_item(row.actions.get(), by=cast.bo)
    for kind, pk, field in (
        ("risk", risk.pk, "content"),
        ("action", 1, "content"),
        ("need", 10**9, "content"),
        ("user", cast.ling.pk, "password"),
        ("followup", row.pk, "logged_at"),
        ("need", Need.objects.get(content="无纸化").pk, "deleted_at"),
    ):
        with pytest.raises(WrongState):
            restore_value(cast.project, kind, pk, field, since=THEN, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_give_nothing_back(cast: Cast, row: FollowUp, who: str) -> None:
    with pytest.raises(NotAllowed):
        restore_value(cast.project, "followup", row.pk, "goal", since=THEN, by=getattr(cast, who))
    assert FollowUp.objects.get(pk=row.pk).goal == "新目标"
