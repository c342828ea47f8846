import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from genjin.conversation.kinds import KINDS
from genjin.conversation.models import Thread
from genjin.conversation.operations.comments import delete_comment, open_thread, reply
from genjin.conversation.operations.private_notes import keep_note
from genjin.conversation.operations.threads import resolve_thread
from genjin.conversation.queries.watching import is_watching
from genjin.core import clock
from genjin.pipeline.operations.projects import add_project
from genjin.planning.content import RowChanges
from genjin.planning.operations.follow_ups import edit_follow_up
from genjin.text.cells import ActionItem
from tests.cast import Cast, person
from tests.conversation.talk import things
from tests.web.pages import signed_in

PART = {"HX-Request": "true"}


def panel(client: Client, kind: str, pk: int) -> str:
    reply = client.get(f"/conversation/{kind}/{pk}/", headers=PART)
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_panel_and_page_of_every_kind(cast: Cast, kind: str, language: str) -> None:
    thing = things(cast)[kind]
    open_thread(thing, "几时报价 @薄远", by=cast.ling)
    client = signed_in(cast.bo, language)
    html = panel(client, kind, thing.pk)
    assert "<html" not in html
    assert "几时报价" in html
    page = client.get(f"/conversation/{kind}/{thing.pk}/").content.decode()
    assert "<html" in page
    assert '<b class="mention">@薄远</b>' in page


def test_empty_panel_says_what_to_do(cast: Cast) -> None:
    html = panel(signed_in(cast.ling, "en"), "project", cast.project.pk)
    assert "Nothing was said here yet" in html
    assert "Send" in html


def test_guest_reads_and_is_offered_nothing_to_write(cast: Cast) -> None:
    open_thread(cast.project, "几时报价", by=cast.ling)
    html = panel(signed_in(cast.ada), "project", cast.project.pk)
    assert "几时报价" in html
    assert "<textarea" not in html
    assert "resolution" not in html


def test_say_answers_with_the_thread_and_tells_the_marks(cast: Cast) -> None:
    risk = things(cast)["risk"]
    reply = signed_in(cast.ling).post(
        f"/conversation/risk/{risk.pk}/threads", {"text": "对手又降价了", "of": f"risk-{risk.pk}"}, headers=PART
    )
    assert reply.status_code == 200
    assert "对手又降价了" in reply.content.decode()
    assert "thread-about" not in reply.content.decode()  # the panel says what it is about
    told = json.loads(reply["HX-Trigger"])["talked"]["marks"]
    assert told == {f"risk-{risk.pk}": 1, f"followup-{risk.follow_up_id}": 1}  # type: ignore[attr-defined]


def test_say_about_a_line_of_the_row(cast: Cast) -> None:
    found = things(cast)
    row, action = found["followup"], found["action"]
    client, address = signed_in(cast.ling), f"/conversation/followup/{found['followup'].pk}/threads"
    assert f'<option value="action-{action.pk}">' in panel(client, "followup", row.pk)
    reply = client.post(address, {"text": "带案例", "about": f"action-{action.pk}", "of": f"followup-{row.pk}"})
    assert "提交方案" in reply.content.decode()  # the panel is the row's, the thread the line's
    assert Thread.objects.get().target_type == "action"
    client.post(address, {"text": "整行", "about": f"followup-{row.pk}"})
    assert Thread.objects.latest("pk").target_type == "followup"


@pytest.mark.parametrize("about", ["action-999999", "risk-x", "project-1", "user-1", "action-" + "9" * 25])
def test_say_about_a_line_of_another_row_is_refused(cast: Cast, about: str) -> None:
    row = cast.log(goal="访谈")
    reply = signed_in(cast.ling).post(f"/conversation/followup/{row.pk}/threads", {"text": "好", "about": about})
    assert reply.status_code == 422
    assert not Thread.objects.exists()


def test_say_refuses_whom_it_names_and_who_cannot_see_it(cast: Cast) -> None:
    reply = signed_in(cast.ling, "en").post(
        f"/conversation/project/{cast.project.pk}/threads", {"text": "@魏然请看"}, headers=PART
    )
    assert reply.status_code == 422
    assert reply["HX-Reswap"] == "none"  # what was typed stays
    assert "魏然 cannot see this project" in reply.content.decode()


def test_what_is_typed_is_never_markup(cast: Cast) -> None:
    evil, today = "<script>alert(1)</script> @薄远 https://a.cn/\"onclick='x'", clock.today().isoformat()
    client = signed_in(cast.ling)
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        open_thread(cast.project, evil, by=cast.ling)
        keep_note(cast.project, evil, by=cast.ling)
    for address in (
        f"/conversation/project/{cast.project.pk}/",
        f"/conversation/project/{cast.project.pk}/section",
        f"/projects/{cast.project.pk}/",
        f"/projects/{cast.project.pk}/changes?since={today}",
        "/search/?q=alert",
    ):
        html = client.get(address).content.decode()
        assert "alert(1)" in html.replace("<mark>", "").replace("</mark>", ""), address
        assert "<script>alert" not in html, address
        assert "onclick='x'" not in html, address
    html = signed_in(cast.bo).get("/today/").content.decode()
    assert "&lt;script&gt;alert(1)" in html


def test_panel_of_a_row_shows_what_was_said_about_a_line_that_is_gone(cast: Cast) -> None:
    row = cast.log(next_steps=[ActionItem("提交方案", None, None)])
    open_thread(row.actions.get(), "带案例", by=cast.ling)
    edit_follow_up(row, RowChanges({"next_steps": [ActionItem("提交报价", None, None)]}), seen={}, by=cast.ling)
    html = panel(signed_in(cast.bo, "en"), "followup", row.pk)
    assert "带案例" in html
    assert "提交方案" in html
    assert "written anew since" in html
    assert "带案例" in panel(signed_in(cast.bo), "project", cast.project.pk)


def test_panel_of_a_customer_shows_its_visible_projects_alone(cast: Cast) -> None:
    hidden = add_project(customer=cast.customer, name="三期", by=cast.ling)
    open_thread(hidden, "别人的事", by=cast.ling)
    open_thread(cast.project, "大家的事", by=cast.ling)
    html = panel(signed_in(cast.bo), "customer", cast.customer.pk)
    assert "大家的事" in html
    assert "别人的事" not in html
    assert "别人的事" in panel(signed_in(cast.ling), "customer", cast.customer.pk)


def test_older_threads_follow_page_by_page(cast: Cast) -> None:
    for number in range(45):
        thread = open_thread(cast.project, f"第{number}问", by=cast.ling).thread
        if number % 3 == 0:
            resolve_thread(thread, by=cast.ling)
    client, seen = signed_in(cast.bo), []
    html = panel(client, "project", cast.project.pk)
    while True:
        seen += [number for number in range(45) if f">第{number}问<" in html]
        more = html.find("/more?after=")
        if more < 0:
            break
        html = client.get(
            html[html.rfind('"', 0, more) + 1 : html.index('"', more)].replace("&amp;", "&")
        ).content.decode()
    assert sorted(seen) == list(range(45))
    assert seen.index(44) < seen.index(1) < seen.index(0)  # open ones first, the latest first


@pytest.mark.parametrize("after", ["x", "0~2026-01-01~1", "2~2026-01-01T00:00:00+00:00~1", "0~x~1", "~~", "9" * 99])
def test_damaged_cursor_shows_the_first_page(cast: Cast, after: str) -> None:
    open_thread(cast.project, "几时报价", by=cast.ling)
    reply = signed_in(cast.ling).get(f"/conversation/project/{cast.project.pk}/more", {"after": after})
    assert "几时报价" in reply.content.decode()


def test_long_thread_is_folded_in_the_middle(cast: Cast) -> None:
    thread = open_thread(cast.project, "第0条", by=cast.ling).thread
    for number in range(1, 12):
        reply(thread, f"第{number}条", by=cast.bo)
    html = panel(signed_in(cast.ling, "en"), "project", cast.project.pk)
    assert "5 more" in html
    assert all(f"第{number}条" in html for number in range(12))


def test_deleted_first_comment_leaves_its_place_and_no_word(cast: Cast) -> None:
    first = open_thread(cast.project, "说错了", by=cast.ling)
    reply(first.thread, "没关系", by=cast.bo)
    delete_comment(first, by=cast.ling)
    html = panel(signed_in(cast.bo, "en"), "project", cast.project.pk)
    assert "说错了" not in html
    assert "This comment was deleted." in html


def test_watch_and_stop(cast: Cast) -> None:
    client, address = signed_in(cast.max), f"/conversation/project/{cast.project.pk}/watch"
    assert 'aria-pressed="true"' in client.post(address).content.decode()
    assert is_watching(cast.max, cast.project)
    assert 'aria-pressed="false"' in client.delete(address).content.decode()
    assert not is_watching(cast.max, cast.project)


def test_those_who_may_see_it_are_proposed(cast: Cast) -> None:
    person("bo2", "薄远方")
    client, address = signed_in(cast.ling), f"/conversation/project/{cast.project.pk}/people"
    html = client.get(address, {"q": ""}).content.decode()
    for who in (cast.bo, cast.max, cast.root, cast.ada):
        assert f'data-value="{who.name}"' in html
    assert "魏然" not in html
    html = client.get(address, {"q": "薄"}).content.decode()
    assert html.count("<li") == 1  # his namesake does not see the project
    assert client.get(address, {"q": "BO"}).content.decode().count("<li") == 1
    assert client.get(address, {"q": "骁"}).content.decode().count("<li") == 1


def test_namesake_is_proposed_by_user_name(cast: Cast) -> None:
    person("bo2", "薄远")
    html = signed_in(cast.ling).get(f"/conversation/project/{cast.project.pk}/people", {"q": "薄"}).content.decode()
    assert 'data-value="bo"' in html
    assert "薄远" in html


def test_as_many_queries_for_three_threads_as_for_one(cast: Cast) -> None:
    counts = []
    for size in (1, 3):
        while Thread.objects.count() < size:
            thread = open_thread(cast.project, "几时报价 @薄远 @马骁", by=cast.ling).thread
            for _ in range(size):
                reply(thread, "好 @凌薇", by=cast.bo)
        client = signed_in(cast.bo)
        panel(client, "project", cast.project.pk)
        with CaptureQueriesContext(connection) as queries:
            panel(client, "project", cast.project.pk)
        counts.append(len(queries))
    assert counts[0] == counts[1]
