import pytest

from genjin.activity.models import ActivityEvent
from genjin.conversation.models import Thread
from genjin.conversation.operations.comments import delete_comment, open_thread
from genjin.conversation.operations.threads import reopen_thread, resolve_thread
from genjin.core.errors import NotAllowed, WrongState
from tests.cast import Cast


def test_resolve_and_reopen(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    resolved = resolve_thread(comment.thread, by=cast.bo)
    assert (resolved.is_resolved, resolved.resolved_by) == (True, cast.bo)
    event = ActivityEvent.objects.latest("pk")
    assert (event.kind, event.target_id, event.detail["comment"]) == ("comment.resolved", cast.project.pk, comment.pk)
    assert not reopen_thread(resolved, by=cast.ling).is_resolved
    assert ActivityEvent.objects.latest("pk").kind == "comment.reopened"
    assert Thread.objects.get().resolved_by is None


def test_resolve_refuses_strangers_and_guests(cast: Cast) -> None:
    thread = open_thread(cast.project, "几时报价", by=cast.ling).thread
    for who in (cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            resolve_thread(thread, by=who)
        with pytest.raises(NotAllowed):
            reopen_thread(thread, by=who)


def test_resolve_refuses_what_is_so_already(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    with pytest.raises(WrongState):
        reopen_thread(comment.thread, by=cast.ling)
    resolve_thread(comment.thread, by=cast.ling)
    with pytest.raises(WrongState):  # the thread as another window still shows it
        resolve_thread(comment.thread, by=cast.bo)


def test_resolve_refuses_a_deleted_thread(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    delete_comment(comment, by=cast.ling)
    with pytest.raises(WrongState):
        resolve_thread(comment.thread, by=cast.bo)
