from datetime import date

import pytest
import time_machine

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import values_of
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.planning.columns import cell_text
from genjin.planning.models import Action, FollowUp, Objection, Place, Risk
from genjin.planning.operations.plan_items import (
    add_plan_item,
    answer_objection,
    cancel_action,
    close_risk,
    edit_plan_item,
    finish_action,
    postpone_action,
    remove_plan_item,
    reopen_action,
    reopen_risk,
    restore_plan_item,
    risk_from_objection,
    settle_objection,
)
from genjin.planning.queries.follow_ups import whole_rows
from genjin.planning.queries.project_plan import project_plan
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

TODAY = date(2026, 3, 16)


@pytest.fixture
def row(cast: Cast) -> FollowUp:
    return cast.log(
        next_steps=[ActionItem("提交方案", "凌薇", date(2026, 3, 20)), ActionItem("约赵总", None, None)],
        objections=[AnsweredItem("太贵", None)],
        risks=[AnsweredItem("对手低价", "三年总成本")],
    )


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel("2026-03-16 02:00:00+00:00", tick=False) as moment:
        yield moment


def cell(row: FollowUp, key: str) -> str:
    return cell_text(whole_rows().get(pk=row.pk), key)


def kinds() -> list[str]:
    return list(ActivityEvent.objects.order_by("pk").values_list("kind", flat=True))


def step(row: FollowUp) -> Action:
    return row.actions.select_related("project").get(place=Place.NEXT_STEP, position=1)


def test_item_that_is_changed_changes_its_cell_and_counts_as_a_change_of_the_row(cast: Cast, row: FollowUp) -> None:
    action = step(row)
    edit_plan_item(action, {"content": "提交分期方案", "owner_words": "薄远"}, seen=values_of(action), by=cast.bo)
    assert cell(row, "next_steps") == "1. 提交分期方案（薄远/2026-03-20）\n2. 约赵总"
    assert FollowUp.objects.get(pk=row.pk).version == row.version + 1
    assert list(step(row).doers.all()) == [cast.bo]
    event = ActivityEvent.objects.get(kind="action.edited")
    assert event.detail["changes"] == {"content": ["提交方案", "提交分期方案"], "owner_words": ["凌薇", "薄远"]}


def test_action_of_the_plan_belongs_to_no_row(cast: Cast) -> None:
    action = add_plan_item(Action(project=cast.project, content="准备样板参观", owner_words="凌薇"), by=cast.ling)
    assert (action.place, action.follow_up_id, list(action.doers.all())) == (Place.PLAN, None, [cast.ling])
    second = add_plan_item(Action(project=cast.project, content="核价"), by=cast.ling)
    assert (action.position, second.position) == (1, 2)
    assert kinds()[-2:] == ["action.added", "action.added"]


def test_done_cancelled_and_open_again(cast: Cast, row: FollowUp) -> None:
    action = finish_action(step(row), result="赵总签收", by=cast.ling)
    assert (action.done_on, action.closing_words, action.is_open) == (TODAY, "赵总签收", False)
    with pytest.raises(WrongState):
        finish_action(action, result="", by=cast.ling)
    with pytest.raises(WrongState):
        cancel_action(action, reason="x", by=cast.ling)
    action = reopen_action(action, by=cast.ling)
    with pytest.raises(RuleBroken):
        cancel_action(action, reason=" ", by=cast.ling)
    action = cancel_action(action, reason="客户不要了", by=cast.ling)
    assert (action.cancelled_on, action.is_open) == (TODAY, False)
    assert kinds()[-3:] == ["action.done", "action.reopened", "action.cancelled"]


def test_open_next_steps_of_the_project_follow(cast: Cast, row: FollowUp) -> None:
    for action in row.actions.all():
        cancel_action(action, reason="项目暂停", by=cast.ling)
    cast.project.refresh_from_db()
    assert not cast.project.has_next_step
    assert FollowUp.objects.get(pk=row.pk).next_due_on is None


def test_postponing_needs_a_later_day_and_a_reason_and_remembers_the_first_day(cast: Cast, row: FollowUp) -> None:
    for until, reason, field in ((date(2026, 3, 20), "x", "until"), (date(2026, 3, 27), "", "reason")):
        with pytest.raises(RuleBroken) as refusal:
            postpone_action(step(row), until=until, reason=reason, by=cast.ling)
        assert refusal.value.field == field
    action = postpone_action(step(row), until=date(2026, 3, 27), reason="财务核价未回", by=cast.ling)
    action = postpone_action(action, until=date(2026, 4, 3), reason="仍未回", by=cast.ling)
    assert (action.postponed_from, action.due_on) == (date(2026, 3, 20), date(2026, 4, 3))
    assert "2026-04-03" in cell(row, "next_steps")


def test_removed_item_comes_back_where_it_stood(cast: Cast, row: FollowUp) -> None:
    before = cell(row, "next_steps")
    action = step(row)
    remove_plan_item(action, by=cast.ling)
    assert cell(row, "next_steps") == "1. 约赵总"
    restore_plan_item(Action, action.pk, cast.project, by=cast.bo)
    assert cell(row, "next_steps") == before
    with pytest.raises(WrongState):
        restore_plan_item(Action, action.pk, cast.project, by=cast.bo)
    assert kinds()[-2:] == ["action.removed", "action.restored"]


def test_objection_is_settled_by_the_customers_words_alone(cast: Cast, row: FollowUp) -> None:
    objection = answer_objection(row.objections.get(), response="三年总成本", by=cast.ling)
    assert objection.state == "answered"
    with pytest.raises(RuleBroken, match="客户"):
        settle_objection(objection, words=" ", on=TODAY, by=cast.ling)
    with pytest.raises(RuleBroken):
        settle_objection(objection, words="可以", on=date(2026, 3, 17), by=cast.ling)
    objection = settle_objection(objection, words="这个价可以报给赵总", on=TODAY, by=cast.ling)
    assert (objection.state, objection.settling_words) == ("settled", "这个价可以报给赵总")


def test_risk_is_taken_up_from_an_objection_graded_and_closed(cast: Cast, row: FollowUp) -> None:
    risk = risk_from_objection(row.objections.select_related("project").get(), by=cast.ling)
    assert (risk.content, risk.follow_up_id, risk.band) == ("太贵", None, "")
    risk = edit_plan_item(risk, {"probability": 4, "impact": 4}, seen={}, by=cast.ling)
    assert (risk.score, risk.band) == (16, "extreme")
    with pytest.raises(RuleBroken):
        edit_plan_item(risk, {"probability": 6}, seen={}, by=cast.ling)
    risk = close_risk(risk, words="按原价签了", by=cast.ling)
    with pytest.raises(WrongState):
        close_risk(risk, words="再关一次", by=cast.ling)
    assert reopen_risk(risk, by=cast.ling).closed_on is None


def test_stale_edit_shows_theirs(cast: Cast, row: FollowUp) -> None:
    seen = values_of(step(row))
    edit_plan_item(step(row), {"content": "一"}, seen=seen, by=cast.bo)
    with pytest.raises(StaleEdit) as refusal:
        edit_plan_item(step(row), {"content": "二"}, seen=seen, by=cast.ling)
    assert refusal.value.theirs == {"content": "一"}


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_change_nothing(cast: Cast, row: FollowUp, who: str) -> None:
    person, action, objection, risk = getattr(cast, who), step(row), row.objections.get(), row.risks.get()
    for attempt in (
        lambda: add_plan_item(Action(project=cast.project, content="x"), by=person),
        lambda: edit_plan_item(action, {"content": "x"}, seen={}, by=person),
        lambda: remove_plan_item(risk, by=person),
        lambda: restore_plan_item(Risk, risk.pk, cast.project, by=person),
        lambda: finish_action(action, result="", by=person),
        lambda: settle_objection(objection, words="好", on=TODAY, by=person),
        lambda: close_risk(risk, words="好", by=person),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert kinds()[-1] == "follow_up.logged"


def test_removed_and_changed_items_are_told_to_the_past(cast: Cast, row: FollowUp) -> None:
    with time_machine.travel("2026-03-17 02:00:00+00:00", tick=False):
        remove_plan_item(row.objections.get(), by=cast.ling)
        finish_action(step(row), result="送达", by=cast.ling)
        add_plan_item(Risk(project=cast.project, content="新风险"), by=cast.ling)
    from genjin.core import clock

    then = project_plan(cast.project, at=clock.end_of(TODAY))
    assert [entry.content for entry in then.of(Objection)] == ["太贵"]
    assert [risk.content for risk in then.of(Risk)] == ["对手低价"]
    assert all(action.is_open for action in then.of(Action))
