from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.conversation.models import Mention
from genjin.conversation.operations.comments import open_thread
from tests.cast import Cast
from tests.conversation.talk import things
from tests.web.pages import signed_in


def test_today_shows_what_waits_for_an_answer(cast: Cast) -> None:
    found = things(cast)
    open_thread(found["risk"], "@薄远 对手报多少？", by=cast.ling)
    html = signed_in(cast.bo).get("/today/").content.decode()
    assert "对手报多少？" in html
    assert f"/conversation/risk/{found['risk'].pk}/" in html
    assert "对手报多少？" not in signed_in(cast.max).get("/today/").content.decode()


def test_nothing_waits_says_what_will_stand_here(cast: Cast) -> None:
    assert "Nobody waits for your answer" in signed_in(cast.bo, "en").get("/conversation/mentions/").content.decode()


def test_set_aside_and_back(cast: Cast) -> None:
    mention = open_thread(cast.project, "@薄远 请知悉", by=cast.ling).mentions.get()
    client, address = signed_in(cast.bo), f"/conversation/mentions/{mention.pk}/settlement"
    assert "请知悉" not in client.post(address).content.decode()
    assert "请知悉" in client.delete(address).content.decode()


def test_more_than_fit_are_said_to_be_there(cast: Cast) -> None:
    for number in range(14):
        open_thread(cast.project, f"@薄远 第{number}问", by=cast.ling)
    html = signed_in(cast.bo, "en").get("/conversation/mentions/").content.decode()
    assert html.count("<li>") == 12
    assert "There are more" in html


def test_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    counts = []
    for size in (1, 3):
        while Mention.objects.count() < size:
            open_thread(cast.project, "@薄远 几时报价", by=cast.ling)
        client = signed_in(cast.bo)
        client.get("/conversation/mentions/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/conversation/mentions/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
