import pytest

from genjin.conversation.operations.comments import open_thread
from genjin.conversation.operations.mentions import await_mention, settle_mention
from genjin.conversation.queries.threads import own_mentions, waiting_mentions
from genjin.core.errors import NotAllowed
from tests.cast import Cast


def test_settle_and_await_again(cast: Cast) -> None:
    mention = open_thread(cast.project, "@Ada 请知悉", by=cast.ling).mentions.get()
    settle_mention(mention, by=cast.ada)  # a guest's own matter too
    assert not waiting_mentions(cast.ada)
    assert list(own_mentions(cast.ada)) == [mention]
    await_mention(mention, by=cast.ada)
    assert list(waiting_mentions(cast.ada)) == [mention]


def test_settle_refuses_another_persons_mention(cast: Cast) -> None:
    mention = open_thread(cast.project, "@薄远", by=cast.ling).mentions.get()
    for who in (cast.ling, cast.root, cast.wei):
        with pytest.raises(NotAllowed):
            settle_mention(mention, by=who)
        with pytest.raises(NotAllowed):
            await_mention(mention, by=who)
