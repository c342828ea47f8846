"""Logging, changing, deleting and restoring rows."""

from datetime import date

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, StaleEdit, WrongState
from genjin.pipeline.models import UNDATED, Stage
from genjin.pipeline.operations.projects import add_project
from genjin.planning.columns import cell_text, cell_texts
from genjin.planning.content import NewRow, RowChanges, RowContent
from genjin.planning.models import Action, FollowUp
from genjin.planning.operations.follow_ups import (
    delete_follow_ups,
    edit_follow_up,
    log_follow_up,
    log_follow_ups,
    restore_follow_ups,
)
from genjin.planning.operations.ticking import tick_action
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

DAY = date(2026, 3, 10)
FULL = RowContent(
    date=DAY,
    stage="需求调研",
    goal="完成需求访谈",
    actions=[ActionItem("与王总访谈", "凌薇", date(2026, 3, 12))],
    feedback="预算从200万压到150万",
    objections=[AnsweredItem("担心实施周期太长", "分期上线")],
    next_steps=[ActionItem("提交方案", "薄远、凌薇", date(2026, 3, 27)), ActionItem("约副总", None, None)],
    risks=[AnsweredItem("竞争对手低价", "突出三年总成本")],
    note="刘总下月调岗",
)


def kinds() -> list[str]:
    return list(ActivityEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_log_stores_every_cell_and_records_it(cast: Cast) -> None:
    row = log_follow_up(NewRow(cast.project, FULL), by=cast.ling)
    texts = cell_texts(FollowUp.objects.get(pk=row.pk))
    assert texts == {
        "seq": "1",
        "date": "2026-03-10",
        "customer_project": "华东精密制造集团 / MES 二期",
        "stage": "需求调研",
        "goal": "完成需求访谈",
        "actions": "1. 与王总访谈（凌薇/2026-03-12）",
        "feedback": "预算从200万压到150万",
        "objections": "1. 担心实施周期太长 → 分期上线",
        "next_steps": "1. 提交方案（薄远、凌薇/2026-03-27）\n2. 约副总",
        "risks": "1. 竞争对手低价 → 突出三年总成本",
        "note": "刘总下月调岗",
    }
    assert kinds()[-1] == "follow_up.logged"


def test_log_links_the_doers_that_are_ours(cast: Cast) -> None:
    row = log_follow_up(NewRow(cast.project, FULL), by=cast.ling)
    step = row.actions.get(content="提交方案")
    assert set(step.doers.all()) == {cast.bo, cast.ling}


def test_log_takes_an_alias_for_a_colleague(cast: Cast) -> None:
    content = RowContent(date=DAY, next_steps=[ActionItem("报价", "小薄")])
    [row] = log_follow_ups([NewRow(cast.project, content)], by=cast.ling, aliases={"小薄": cast.bo})
    assert list(row.actions.get().doers.all()) == [cast.bo]


def test_log_keeps_a_stage_in_other_words(cast: Cast) -> None:
    row = cast.log(stage="招投标")
    assert (row.stage, row.stage_words, row.stage_name) == (None, "招投标", "招投标")


def test_log_brings_the_project_up_to_date(cast: Cast) -> None:
    cast.log(stage="方案制定", date=date(2026, 3, 20))
    cast.log(stage="需求调研", date=date(2026, 3, 1))
    cast.project.refresh_from_db()
    assert cast.project.last_follow_up_on == date(2026, 3, 20)
    assert cast.project.stage == Stage.objects.get(name="方案制定")


def test_log_numbers_rows_within_their_project(cast: Cast) -> None:
    other = add_project(customer=cast.customer, name="WMS", by=cast.ling)
    rows = log_follow_ups(
        [NewRow(project, RowContent()) for project in (cast.project, other, cast.project)], by=cast.ling
    )
    assert [row.number for row in rows] == [1, 1, 2]
    delete_follow_ups(rows[2:], by=cast.ling)
    assert cast.log().number == 3


def test_log_without_a_date_lists_the_row_first(cast: Cast) -> None:
    row = cast.log(date=None)
    assert (row.happened_on, row.listed_on) == (None, UNDATED)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_log_refuses_outsiders_and_guests(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        log_follow_up(NewRow(cast.project, FULL), by=getattr(cast, who))
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("who", ["bo", "max", "root"])
def test_log_lets_the_team_the_manager_and_the_administrator(cast: Cast, who: str) -> None:
    assert log_follow_up(NewRow(cast.project, FULL), by=getattr(cast, who)).pk


def test_edit_changes_only_what_is_named_and_records_old_and_new(cast: Cast) -> None:
    row = cast.log(FULL)
    saved = edit_follow_up(row, RowChanges({"goal": "拿到清单"}), seen={"goal": "完成需求访谈"}, by=cast.bo)
    assert (saved.goal, saved.feedback, saved.version) == ("拿到清单", FULL.feedback, 2)
    event = ActivityEvent.objects.get(kind="follow_up.edited")
    assert event.by == cast.bo
    assert event.detail["changes"] == {"goal": ["完成需求访谈", "拿到清单"]}
    assert event.detail["was"] == [["followup", row.pk, {"goal": "完成需求访谈"}]]


def test_edit_merges_different_cells_of_one_row(cast: Cast) -> None:
    row = cast.log(FULL)
    edit_follow_up(row, RowChanges({"goal": "一"}), seen={"goal": FULL.goal}, by=cast.ling)
    edit_follow_up(row, RowChanges({"note": "二"}), seen={"note": FULL.note}, by=cast.bo)
    row.refresh_from_db()
    assert (row.goal, row.note, row.version) == ("一", "二", 3)


def test_edit_refuses_a_stale_cell_and_shows_theirs(cast: Cast) -> None:
    row = cast.log(FULL)
    edit_follow_up(row, RowChanges({"goal": "她的"}), seen={"goal": FULL.goal}, by=cast.ling)
    with pytest.raises(StaleEdit) as refusal:
        edit_follow_up(row, RowChanges({"goal": "他的", "note": "也不写"}), seen={"goal": FULL.goal}, by=cast.bo)
    assert refusal.value.theirs == {"goal": "她的"}
    row.refresh_from_db()
    assert (row.goal, row.note) == ("她的", FULL.note)


def test_edit_of_a_packed_cell_keeps_what_is_done(cast: Cast) -> None:
    row = cast.log(FULL)
    step = row.actions.get(content="提交方案")
    tick_action(step, done=True, by=cast.ling)
    items = [ActionItem("新增一步", "薄远", None), ActionItem("提交方案", "薄远", date(2026, 4, 1))]
    edit_follow_up(row, RowChanges({"next_steps": items}), seen={}, by=cast.ling)
    kept = Action.objects.get(pk=step.pk)
    assert kept.done_on is not None
    assert (kept.position, kept.due_on, list(kept.doers.all())) == (2, date(2026, 4, 1), [cast.bo])
    assert cell_text(FollowUp.objects.get(pk=row.pk), "next_steps") == (
        "1. 新增一步（薄远）\n2. 提交方案（薄远/2026-04-01）"
    )


def test_edit_moves_a_row_to_another_project(cast: Cast) -> None:
    row = cast.log(FULL)
    other = add_project(customer=cast.customer, name="WMS", by=cast.ling)
    edit_follow_up(row, RowChanges(project=other), seen={}, by=cast.ling)
    cast.project.refresh_from_db()
    other.refresh_from_db()
    assert (cast.project.last_follow_up_on, other.last_follow_up_on) == (None, DAY)
    assert set(Action.objects.values_list("project", flat=True)) == {other.pk}


def test_edit_refuses_to_move_a_row_into_a_foreign_project(cast: Cast) -> None:
    row = cast.log(FULL)
    foreign = add_project(customer=None, name="外人的", by=cast.wei)
    with pytest.raises(NotAllowed):
        edit_follow_up(row, RowChanges(project=foreign), seen={}, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_edit_refuses_outsiders_and_guests(cast: Cast, who: str) -> None:
    row = cast.log(FULL)
    with pytest.raises(NotAllowed):
        edit_follow_up(row, RowChanges({"goal": "x"}), seen={}, by=getattr(cast, who))


def test_edit_refuses_a_deleted_row(cast: Cast) -> None:
    row = cast.log(FULL)
    delete_follow_ups([row], by=cast.ling)
    with pytest.raises(WrongState):
        edit_follow_up(row, RowChanges({"goal": "x"}), seen={}, by=cast.ling)


def test_delete_hides_and_restore_brings_back(cast: Cast) -> None:
    row = cast.log(FULL)
    delete_follow_ups([row], by=cast.ling)
    row.refresh_from_db()
    cast.project.refresh_from_db()
    assert row.is_deleted
    assert cast.project.last_follow_up_on is None
    restore_follow_ups([row], by=cast.ling)
    row.refresh_from_db()
    cast.project.refresh_from_db()
    assert not row.is_deleted
    assert cast.project.last_follow_up_on == DAY
    assert kinds()[-2:] == ["follow_up.deleted", "follow_up.restored"]


def test_delete_twice_records_once(cast: Cast) -> None:
    row = cast.log(FULL)
    delete_follow_ups([row], by=cast.ling)
    row.refresh_from_db()
    assert delete_follow_ups([row], by=cast.ling) == []
    assert kinds().count("follow_up.deleted") == 1


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_delete_and_restore_refuse_outsiders_and_guests(cast: Cast, who: str) -> None:
    row = cast.log(FULL)
    with pytest.raises(NotAllowed):
        delete_follow_ups([row], by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        restore_follow_ups([row], by=getattr(cast, who))


def test_tick_marks_done_and_open_again(cast: Cast) -> None:
    action = cast.log(FULL).actions.get(content="约副总")
    tick_action(action, done=True, by=cast.bo)
    assert Action.objects.get(pk=action.pk).done_on is not None
    tick_action(action, done=False, by=cast.bo)
    assert Action.objects.get(pk=action.pk).done_on is None
    assert kinds()[-2:] == ["action.done", "action.reopened"]


def test_tick_refuses_what_is_done_already(cast: Cast) -> None:
    action = cast.log(FULL).actions.get(content="约副总")
    tick_action(action, done=True, by=cast.bo)
    with pytest.raises(WrongState):
        tick_action(action, done=True, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_tick_refuses_outsiders_and_guests(cast: Cast, who: str) -> None:
    action = cast.log(FULL).actions.get(content="约副总")
    with pytest.raises(NotAllowed):
        tick_action(action, done=True, by=getattr(cast, who))
