"""What is decided, and the actions that follow from it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.meetings.models import Meeting, MeetingDecision
from genjin.meetings.operations.decisions import (
    decide,
    finish_decision,
    remove_decision,
    reopen_decision,
    restore_decision,
)
from genjin.meetings.operations.meetings import delete_meeting, end_meeting
from genjin.meetings.queries.decisions import decisions_of, deleted_decisions, earlier_decisions, visible_decisions
from genjin.meetings.reading import ReadDecision
from genjin.people.models import User
from genjin.planning.models import Action, Place
from genjin.planning.operations.plan_items import cancel_action, remove_plan_item
from tests.cast import Cast
from tests.meetings.holding import LAST_MONDAY, MONDAY, held, item_of, monday, more_projects  # noqa: F401

pytestmark = pytest.mark.usefixtures("monday")
QUOTE = ReadDecision("给报价", "薄远", date(2035, 3, 16))


def kinds(project: int) -> list[str]:
    return list(ActivityEvent.objects.filter(project_id=project).order_by("pk").values_list("kind", flat=True))


def test_decision_stands_in_the_plans_timeline(cast: Cast) -> None:
    meeting = held(cast)
    decision = decide(item_of(meeting), " 不降价 ", by=cast.bo)
    assert (decision.content, decision.by, decision.action_number) == ("不降价", cast.bo, None)
    event = ActivityEvent.objects.get(kind="decision.added")
    assert (event.project_id, event.by, event.detail["name"]) == (cast.project.pk, cast.bo, "不降价")
    assert Meeting.objects.get().version == 2


def test_action_of_a_decision_is_in_the_plan_at_once(cast: Cast) -> None:
    decision = decide(item_of(held(cast)), "让薄远周五前给报价", by=cast.ling, action=QUOTE)
    action = Action.objects.get(pk=decision.action_number)
    assert (action.place, action.content, action.owner_words, action.due_on) == (
        Place.PLAN, "给报价", "薄远", date(2035, 3, 16),
    )  # fmt: skip
    assert list(action.doers.all()) == [cast.bo]
    assert kinds(cast.project.pk)[-2:] == ["action.added", "decision.added"]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001])
def test_decide_refuses_nothing_and_too_much(cast: Cast, text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        decide(item_of(held(cast)), text, by=cast.ling)
    assert refusal.value.field == "text"
    assert not MeetingDecision.objects.exists()


def test_an_action_that_is_refused_leaves_no_decision(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        decide(item_of(held(cast)), "给报价", by=cast.ling, action=ReadDecision("", "薄远"))
    assert not MeetingDecision.objects.exists()


def test_decide_refuses_a_meeting_that_ended(cast: Cast) -> None:
    meeting = held(cast)
    item = item_of(meeting)
    end_meeting(meeting, by=cast.ling)
    with pytest.raises(WrongState):
        decide(item, "不降价", by=cast.ling)


def test_what_was_decided_stays_in_the_record_of_a_meeting_that_ended(cast: Cast) -> None:
    meeting = held(cast)
    kept, gone = (decide(item_of(meeting), words, by=cast.ling) for words in ("不降价", "先不谈"))
    remove_decision(gone, by=cast.ling)
    end_meeting(meeting, by=cast.ling)
    for write in (remove_decision, restore_decision):
        with pytest.raises(WrongState):
            write(kept if write is remove_decision else gone, by=cast.bo)
    assert list(visible_decisions(cast.ling)) == [kept]


WRITES: list[Callable[[MeetingDecision, User], object]] = [
    lambda decision, by: decide(item_of(decision.meeting), "不降价", by=by),
    lambda decision, by: remove_decision(decision, by=by),
    lambda decision, by: restore_decision(decision, by=by),
    lambda decision, by: finish_decision(decision, by=by),
    lambda decision, by: reopen_decision(decision, by=by),
]


@pytest.mark.parametrize("write", WRITES)
def test_who_may_not_change_the_plan_decides_nothing(
    cast: Cast, write: Callable[[MeetingDecision, User], object]
) -> None:
    decision = decide(item_of(held(cast, present=[cast.ada, cast.wei])), "不降价", by=cast.ling)
    before = ActivityEvent.objects.count()
    for person in (cast.ada, cast.wei):
        with pytest.raises(NotAllowed):
            write(decision, person)
    assert ActivityEvent.objects.count() == before


def test_taking_a_decision_back_takes_its_action_and_both_come_back(cast: Cast) -> None:
    meeting = held(cast)
    decision = decide(item_of(meeting), "让薄远周五前给报价", by=cast.ling, action=QUOTE)
    remove_decision(decision, by=cast.bo)
    remove_decision(decision, by=cast.bo)
    assert not Action.objects.filter(pk=decision.action_number).exists()
    assert (list(visible_decisions(cast.ling)), list(deleted_decisions(cast.ling))) == ([], [decision])
    restore_decision(decision, by=cast.ling)
    restore_decision(decision, by=cast.ling)
    assert list(Action.objects.get(pk=decision.action_number).doers.all()) == [cast.bo]
    assert kinds(cast.project.pk)[-4:] == ["action.removed", "decision.removed", "action.restored", "decision.restored"]
    with pytest.raises(WrongState):
        finish_decision(remove_decision(decision, by=cast.ling), by=cast.ling)


def test_action_that_is_done_stays_when_its_decision_is_taken_back(cast: Cast) -> None:
    decision = finish_decision(decide(item_of(held(cast)), "给报价", by=cast.ling, action=QUOTE), by=cast.ling)
    remove_decision(decision, by=cast.ling)
    assert Action.objects.get(pk=decision.action_number).done_on == date(2035, 3, 12)


@pytest.mark.parametrize("action", [None, QUOTE])
def test_done_and_open_again(cast: Cast, action: ReadDecision | None) -> None:
    meeting = held(cast)
    decision = decide(item_of(meeting), "给报价", by=cast.ling, action=action)

    def is_done() -> bool:
        return decisions_of(cast.ling, meeting)[cast.project.pk][0].is_done

    assert not is_done()
    finish_decision(decision, by=cast.bo)
    assert is_done()
    with pytest.raises(WrongState):
        finish_decision(decision, by=cast.bo)
    reopen_decision(decision, by=cast.bo)
    assert not is_done()
    with pytest.raises(WrongState):
        reopen_decision(decision, by=cast.bo)
    noun = "action" if action else "decision"
    assert kinds(cast.project.pk)[-2:] == [f"{noun}.done", f"{noun}.reopened"]


def test_decision_whose_action_was_taken_out_of_the_plan_is_ticked_by_itself(cast: Cast) -> None:
    meeting = held(cast)
    decision = decide(item_of(meeting), "给报价", by=cast.ling, action=QUOTE)
    remove_plan_item(Action.objects.select_related("project").get(pk=decision.action_number), by=cast.ling)
    state = decisions_of(cast.ling, meeting)[cast.project.pk][0]
    assert (state.action, state.is_done) == (None, False)
    finish_decision(decision, by=cast.ling)
    assert decisions_of(cast.ling, meeting)[cast.project.pk][0].is_done


def test_checked_are_those_of_the_last_meeting_and_all_that_are_open(cast: Cast) -> None:
    days = [LAST_MONDAY - timedelta(days=7), LAST_MONDAY]
    for day, done in zip(days, ("很早做完", "上周做完"), strict=True):
        with clock.stopped_at(day):
            meeting = held(cast)
            for words in (done, f"{done}的反面"):
                decide(item_of(meeting), words, by=cast.ling)
            given_up = decide(item_of(meeting), f"{done}后放弃", by=cast.ling, action=QUOTE)
            action = Action.objects.select_related("project").get(pk=given_up.action_number)
            cancel_action(action, reason="客户不要了", by=cast.ling)
            finish_decision(MeetingDecision.objects.get(content=done), by=cast.ling)
    now = held(cast)
    decide(item_of(now), "今天的", by=cast.ling)
    found = earlier_decisions(cast.ling, now, [cast.project.pk])[cast.project.pk]
    told = [(state.decision.content, state.is_done, state.is_given_up) for state in found]
    assert told == [
        ("很早做完的反面", False, False),
        ("上周做完", True, False),
        ("上周做完的反面", False, False),
        ("上周做完后放弃", True, True),
    ]
    assert earlier_decisions(cast.wei, now, [cast.project.pk]) == {}
    delete_meeting(now.previous, by=cast.ling)  # type: ignore[arg-type]
    left = earlier_decisions(cast.ling, now, [cast.project.pk])[cast.project.pk]
    assert [state.decision.content for state in left] == ["很早做完的反面"]
    assert now.started_at == MONDAY


def test_checking_in_a_meeting_tells_its_screens(cast: Cast) -> None:
    with clock.stopped_at(LAST_MONDAY):
        decision = decide(item_of(held(cast)), "不降价", by=cast.ling)
    now = held(cast)
    finish_decision(decision, by=cast.ling, in_meeting=now)
    assert Meeting.objects.get(pk=now.pk).version == 2


def test_decisions_about_other_plans_are_not_shown(cast: Cast) -> None:
    more_projects(cast, "WMS")
    meeting = held(cast, present=[cast.bo])
    for item in meeting.agenda.select_related("meeting__chair", "project__customer"):
        decide(item, item.project.name, by=cast.ling)
    assert len(decisions_of(cast.ling, meeting)) == 2
    assert list(decisions_of(cast.bo, meeting)) == [cast.project.pk]
