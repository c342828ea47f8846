from datetime import UTC, datetime, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.conversation.kinds import KINDS
from genjin.conversation.models import Comment, Mention, Thread
from genjin.conversation.operations.comments import (
    delete_comment,
    edit_comment,
    open_thread,
    reply,
    restore_comment,
)
from genjin.conversation.operations.threads import resolve_thread
from genjin.conversation.operations.watching import stop_watching
from genjin.conversation.queries.threads import threads_about, visible_comments, waiting_mentions
from genjin.conversation.queries.watching import is_watching, watcher_ids
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.people.models import User
from genjin.planning.content import RowChanges
from genjin.planning.operations.follow_ups import delete_follow_ups, edit_follow_up, restore_follow_ups
from genjin.text.cells import ActionItem
from tests.cast import Cast, person
from tests.conversation.talk import things

NOW = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)


def last_event() -> ActivityEvent:
    return ActivityEvent.objects.latest("pk")


# opening a thread


@pytest.mark.parametrize("kind", list(KINDS))
def test_open_thread_about_every_kind(cast: Cast, kind: str) -> None:
    thing = things(cast)[kind]
    comment = open_thread(thing, "  报价要不要带三年维保？\r\n@薄远请看 ", by=cast.ling)
    assert comment.text == "报价要不要带三年维保？\n@薄远请看"
    thread = comment.thread
    assert (thread.target_type, thread.target_id) == (kind, thing.pk)
    assert thread.target_words
    event = last_event()
    assert (event.kind, event.target_type, event.target_id, event.by) == ("comment.added", kind, thing.pk, cast.ling)
    assert event.detail["mentions"] == [cast.bo.pk]
    assert event.detail["comment"] == comment.pk
    assert (event.customer_id if kind == "customer" else event.project_id) in {cast.customer.pk, cast.project.pk}
    assert "维保" not in str(event.detail)
    assert list(threads_about(thing)) == [thread]


def test_author_and_mentioned_watch_from_now_on(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    open_thread(row, "@马骁 怎么看", by=cast.root)
    assert watcher_ids(cast.project.pk, target=("followup", row.pk)) == {
        user.pk for user in (cast.ling, cast.bo, cast.ada, cast.max, cast.root)
    }
    assert cast.max.pk not in watcher_ids(cast.project.pk)


def test_who_chose_not_to_hear_of_it_is_asked_and_does_not_watch(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    stop_watching(row, by=cast.bo)
    comment = open_thread(row, "@薄远", by=cast.ling)
    assert not is_watching(cast.bo, row)
    assert comment.mentions.get().person == cast.bo


@pytest.mark.parametrize("text", ["", "  \n ", "一" * 5001])
def test_open_thread_refuses_nothing_and_too_much(cast: Cast, text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        open_thread(cast.project, text, by=cast.ling)
    assert refused.value.field == "text"
    assert not Thread.objects.exists()


def test_what_no_database_keeps_is_replaced(cast: Cast) -> None:
    assert open_thread(cast.project, "好\x00的\ud800", by=cast.ling).text == "好\ufffd的\ufffd"


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_open_thread_refuses_strangers_and_guests(cast: Cast, who: str) -> None:
    for thing in things(cast).values():
        with pytest.raises(NotAllowed):
            open_thread(thing, "好", by=getattr(cast, who))
    assert not Comment.objects.exists()


def test_open_thread_refuses_what_was_deleted(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    delete_follow_ups([row], by=cast.ling)
    with pytest.raises(NotAllowed):
        open_thread(row, "好", by=cast.ling)


# mentions


def test_mention_refuses_who_cannot_see_it_and_says_what_to_do(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        open_thread(cast.project, "@魏然请看", by=cast.ling)
    assert refused.value.code == "cannot_see"
    assert "魏然" in str(refused.value.message)
    assert not Comment.objects.exists()
    with pytest.raises(RuleBroken) as refused:
        open_thread(cast.customer, "@魏然请看", by=cast.ling)
    assert refused.value.code == "cannot_see"


def test_mention_of_oneself_and_of_nobody_is_text(cast: Cast) -> None:
    comment = open_thread(cast.project, "@凌薇 @赵总 说过", by=cast.ling)
    assert not comment.mentions.exists()


def test_mention_of_who_left_is_text(cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert not open_thread(cast.project, "@薄远", by=cast.ling).mentions.exists()


def test_namesakes_are_told_apart_by_user_name(cast: Cast) -> None:
    person("bo2", "薄远")
    with pytest.raises(RuleBroken) as refused:
        open_thread(cast.project, "@薄远请看", by=cast.ling)
    assert refused.value.code == "ambiguous"
    assert "@bo、@bo2" in str(refused.value.message)
    assert open_thread(cast.project, "@bo请看", by=cast.ling).mentions.get().person == cast.bo


def test_mention_waits_until_it_is_answered(cast: Cast) -> None:
    comment = open_thread(cast.project, "@薄远 @马骁", by=cast.ling)
    assert [mention.comment for mention in waiting_mentions(cast.bo)] == [comment]
    reply(comment.thread, "好的", by=cast.bo)
    assert not waiting_mentions(cast.bo)
    assert waiting_mentions(cast.max).count() == 1
    resolve_thread(comment.thread, by=cast.ling)
    assert not waiting_mentions(cast.max)


def test_mention_waits_for_nobody_who_may_no_longer_see_it(cast: Cast) -> None:
    open_thread(cast.project, "@薄远", by=cast.ling)
    cast.project.team.filter(user=cast.bo).delete()
    assert not waiting_mentions(cast.bo)


# answering


def test_reply(cast: Cast) -> None:
    with clock.stopped_at(NOW):
        first = open_thread(cast.project, "几时报价", by=cast.ling)
    with clock.stopped_at(NOW + timedelta(hours=1)):
        answer = reply(first.thread, "周三。@凌薇", by=cast.bo)
    assert answer.thread == first.thread
    assert answer.thread.comments.count() == 2
    assert Thread.objects.get().last_at == NOW + timedelta(hours=1)
    assert last_event().detail["mentions"] == [cast.ling.pk]


def test_reply_opens_a_resolved_thread(cast: Cast) -> None:
    thread = open_thread(cast.project, "几时报价", by=cast.ling).thread
    resolve_thread(thread, by=cast.ling)
    reply(thread, "还没定", by=cast.bo)
    assert not Thread.objects.get().is_resolved


def test_reply_refuses_strangers_guests_and_a_deleted_thread(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    for who in (cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            reply(comment.thread, "好", by=who)
    with pytest.raises(RuleBroken):
        reply(comment.thread, " ", by=cast.bo)
    delete_comment(comment, by=cast.ling)
    with pytest.raises(WrongState):
        reply(comment.thread, "好", by=cast.bo)


def test_thread_goes_on_in_its_row_when_its_line_was_written_anew(cast: Cast) -> None:
    row = cast.log(next_steps=[ActionItem("提交方案", None, None)])
    comment = open_thread(row.actions.get(), "带上案例 @马骁", by=cast.bo)
    stop_watching(cast.project, by=cast.bo)
    edit_follow_up(row, RowChanges({"next_steps": [ActionItem("提交报价", None, None)]}), seen={}, by=cast.ling)
    assert list(threads_about(row)) == [comment.thread]
    answer = reply(comment.thread, "带了", by=cast.ling)
    thread = Thread.objects.get()
    assert (thread.target_type, thread.target_id, thread.target_words) == ("followup", row.pk, "提交方案")
    assert (last_event().target_type, last_event().target_id) == ("followup", row.pk)
    assert answer.thread == thread
    assert {cast.bo.pk, cast.max.pk} <= watcher_ids(cast.project.pk, target=("followup", row.pk))


# changing one's own words


def test_edit(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价 @薄远", by=cast.ling)
    edited = edit_comment(comment, "周三报价 @马骁", expected_version=1, by=cast.ling)
    assert (edited.text, edited.version) == ("周三报价 @马骁", 2)
    assert edited.edited_at is not None
    assert list(edited.mentions.values_list("person", flat=True)) == [cast.max.pk]
    assert (last_event().kind, last_event().detail["mentions"]) == ("comment.edited", [cast.max.pk])
    assert "报价" not in str(last_event().detail)


def test_edit_to_the_same_text_is_no_change(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    before = last_event()
    assert edit_comment(comment, "几时报价 ", expected_version=1, by=cast.ling).version == 1
    assert last_event() == before


def test_edit_asks_nobody_twice(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价 @薄远", by=cast.ling)
    cast.project.team.filter(user=cast.bo).delete()
    edit_comment(comment, "几时报价？ @薄远", expected_version=1, by=cast.ling)
    assert last_event().detail["mentions"] == []
    with pytest.raises(RuleBroken):
        edit_comment(comment, "几时报价？ @薄远 @魏然", expected_version=2, by=cast.ling)


def test_edit_refuses(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    for who in (cast.bo, cast.max, cast.root, cast.ada, cast.wei):
        with pytest.raises(NotAllowed):
            edit_comment(comment, "好", expected_version=1, by=who)
    with pytest.raises(RuleBroken):
        edit_comment(comment, "", expected_version=1, by=cast.ling)
    edit_comment(comment, "好", expected_version=1, by=cast.ling)
    with pytest.raises(StaleEdit) as stale:
        edit_comment(comment, "不好", expected_version=1, by=cast.ling)
    assert stale.value.theirs == {"text": "好"}
    delete_comment(comment, by=cast.ling)
    with pytest.raises(WrongState):
        edit_comment(comment, "不好", expected_version=3, by=cast.ling)


def test_edit_refuses_an_author_who_may_no_longer_see_it(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.bo)
    cast.project.team.filter(user=cast.bo).delete()
    with pytest.raises(NotAllowed):
        edit_comment(comment, "好", expected_version=1, by=cast.bo)
    with pytest.raises(NotAllowed):
        delete_comment(comment, by=cast.bo)


# taking back


def test_delete_and_restore(cast: Cast) -> None:
    first = open_thread(cast.project, "几时报价 @马骁", by=cast.ling)
    answer = reply(first.thread, "周三", by=cast.bo)
    delete_comment(first, by=cast.ling)
    assert last_event().kind == "comment.deleted"
    assert list(visible_comments(cast.ling)) == [answer]
    assert not waiting_mentions(cast.max)
    delete_comment(answer, by=cast.bo)
    assert Thread.objects.get().is_deleted
    assert not threads_about(cast.project)
    restore_comment(first, by=cast.ling)
    assert last_event().kind == "comment.restored"
    assert not Thread.objects.get().is_deleted
    assert list(visible_comments(cast.bo)) == [first]
    assert waiting_mentions(cast.max).count() == 1


def test_delete_twice_is_once(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    delete_comment(comment, by=cast.ling)
    before = last_event()
    delete_comment(comment, by=cast.ling)
    assert last_event() == before


def test_administrator_may_delete_and_nobody_else(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.bo)
    for who in (cast.ling, cast.max, cast.ada, cast.wei):
        with pytest.raises(NotAllowed):
            delete_comment(comment, by=who)
        with pytest.raises(NotAllowed):
            restore_comment(comment, by=who)
    delete_comment(comment, by=cast.root)
    restore_comment(comment, by=cast.bo)
    assert Comment.objects.get().deleted_at is None


def test_deleted_row_takes_its_threads_along_and_brings_them_back(cast: Cast) -> None:
    row = cast.log(goal="访谈", next_steps=[ActionItem("提交方案", None, None)])
    open_thread(row, "几时 @薄远", by=cast.ling)
    open_thread(row.actions.get(), "带案例", by=cast.ling)
    delete_follow_ups([row], by=cast.ling)
    assert not visible_comments(cast.ling)
    assert not waiting_mentions(cast.bo)
    row.refresh_from_db()
    restore_follow_ups([row], by=cast.ling)
    assert visible_comments(cast.ling).count() == 2
    assert Mention.objects.count() == 1
