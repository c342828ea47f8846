"""Where the conversation shows on other pages: marks, sections, search, news, what was said since a day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from genjin.conversation.models import Thread
from genjin.conversation.operations.comments import delete_comment, open_thread
from genjin.conversation.operations.threads import resolve_thread
from genjin.core import clock
from genjin.web.planning.rendered_rows import rendered_rows
from genjin.web.templatetags.conversation import mark_of
from tests.cast import Cast
from tests.conversation.talk import things
from tests.web.pages import signed_in


def test_plan_table_marks_rows_with_open_threads(cast: Cast) -> None:
    found = things(cast)
    row = found["followup"]
    client = signed_in(cast.bo)
    assert "talk-mark has" not in client.get("/plan/").content.decode()
    thread = open_thread(found["risk"], "对手又降价了", by=cast.ling).thread
    open_thread(row, "几时", by=cast.ling)
    html = client.get("/plan/").content.decode()
    assert f'data-talk="followup-{row.pk}"' in html
    assert "<span>2</span>" in html
    assert '<td class="seq" data-text="1">1<button' in html  # what is copied stays the number
    resolve_thread(thread, by=cast.ling)
    assert "<span>1</span>" in client.get("/plan/").content.decode()
    assert "<span>1</span>" in client.get("/plan/rows").content.decode()


def test_mark_is_no_part_of_the_kept_row(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    plain = rendered_rows([row], may_edit=True)
    comment = open_thread(row, "几时", by=cast.ling)
    assert "talk-mark" in rendered_rows([row], may_edit=True)[0]
    delete_comment(comment, by=cast.ling)
    assert rendered_rows([row], may_edit=True) == plain


def test_marks_take_one_query_for_a_page_of_rows(cast: Cast) -> None:
    rows = [cast.log(goal=f"访谈{number}") for number in range(3)]
    rendered_rows(rows, may_edit=True)
    for size in (1, 3):
        for row in rows[:size]:
            open_thread(row, "几时", by=cast.ling)
        with CaptureQueriesContext(connection) as queries:
            rendered_rows(rows, may_edit=True)
        asked = [query for query in queries.captured_queries if "conversation_thread" in query["sql"]]
        assert len(asked) == 1


def test_saved_cell_keeps_its_mark(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    open_thread(row, "几时", by=cast.ling)
    saved = signed_in(cast.ling).post(f"/plan/follow-ups/{row.pk}/cells", {"goal": "二次访谈", "seen-goal": "访谈"})
    assert "talk-mark has" in saved.content.decode()


def test_project_page_marks_every_kind_of_thing(cast: Cast) -> None:
    found = things(cast)
    for thing in found.values():
        open_thread(thing, "几时报价", by=cast.ling)
    html = signed_in(cast.bo).get(f"/projects/{cast.project.pk}/").content.decode()
    for key in ("followup", "action", "objection", "risk", "goal", "stakeholder"):
        mark = f'talk-mark has" id="talk-{key}-{found[key].pk}"'
        assert mark in html, key
    people = signed_in(cast.bo).get(f"/projects/{cast.project.pk}/people/").content.decode()
    assert f'talk-mark has" id="talk-stakeholder-{found["stakeholder"].pk}"' in people


def test_earlier_day_shows_no_marks_and_no_conversation(cast: Cast) -> None:
    today, risk = clock.today().isoformat(), things(cast)["risk"]
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        open_thread(risk, "几时报价", by=cast.ling)
        client = signed_in(cast.ling)
        assert "几时报价" in client.get(f"/projects/{cast.project.pk}/").content.decode()
        html = client.get(f"/projects/{cast.project.pk}/?on={today}").content.decode()
    assert "对手低价" in html
    assert "talk-mark" not in html
    assert "几时报价" not in html


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sections_show_open_threads_first(cast: Cast, language: str) -> None:
    done = open_thread(cast.project, "已经答了", by=cast.ling).thread
    open_thread(things(cast)["risk"], "还没答", by=cast.ling)
    resolve_thread(done, by=cast.ling)
    client = signed_in(cast.bo, language)
    for address in (f"/projects/{cast.project.pk}/", f"/customers/{cast.customer.pk}/"):
        html = client.get(address).content.decode()
        assert html.index("还没答") < html.index("已经答了")


def test_section_of_a_guest_is_for_reading(cast: Cast) -> None:
    html = signed_in(cast.ada, "en").get(f"/conversation/project/{cast.project.pk}/section").content.decode()
    assert "Say something" not in html


def test_only_projects_and_customers_have_sections(cast: Cast) -> None:
    risk = things(cast)["risk"]
    assert signed_in(cast.ling).get(f"/conversation/risk/{risk.pk}/section").status_code == 404


def test_search_finds_words_for_those_who_see_them(cast: Cast) -> None:
    comment = open_thread(cast.project, "三年维保ＡＢＣ怎么算", by=cast.ling)
    for who, sees in (("bo", True), ("max", True), ("root", True), ("ada", True), ("wei", False)):
        for words in ("维保", "abc 三年"):
            html = signed_in(getattr(cast, who)).get("/search/", {"q": words}).content.decode()
            assert (f"#thread-{comment.thread_id}" in html) == sees, (who, words)
    delete_comment(comment, by=cast.ling)
    assert "#thread-" not in signed_in(cast.ling).get("/search/", {"q": "维保"}).content.decode()
    for words in ("%", "_", "……", ""):
        assert "#thread-" not in signed_in(cast.ling).get("/search/", {"q": words}).content.decode()


def test_news_tell_that_somebody_commented(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    open_thread(row, "几时报价", by=cast.bo)
    html = signed_in(cast.ling, "en").get("/today/").content.decode()
    assert "commented on" in html
    thread = Thread.objects.get()
    resolve_thread(thread, by=cast.bo)
    assert "resolved a thread on" in signed_in(cast.ling, "en").get("/today/").content.decode()


def test_project_tells_what_was_said_since_a_day(cast: Cast) -> None:
    today = clock.today().isoformat()
    goal = things(cast)["goal"]
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        open_thread(goal, "目标太高 @薄远", by=cast.ling)
        html = signed_in(cast.bo, "en").get(f"/projects/{cast.project.pk}/changes", {"since": today}).content.decode()
    assert "Said since" in html
    assert '目标太高 <b class="mention">@薄远</b>' in html
    assert "Nothing has changed since" not in html


def test_project_page_takes_as_many_queries_for_three_threads_as_for_one(cast: Cast) -> None:
    found, counts = things(cast), []
    for size in (1, 3):
        for thing in [found["risk"]] * size:
            open_thread(thing, "几时报价 @薄远", by=cast.ling)
        client = signed_in(cast.bo)
        client.get(f"/projects/{cast.project.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/projects/{cast.project.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_mark_holds_its_numbers_and_nothing_unescaped() -> None:
    with translation.override("en"):
        plain, open_two = mark_of("risk", 12345, 0), mark_of("risk", 12345, 2)
    assert f'id="talk-risk-12345" hx-get="{reverse("conversation", args=["risk", 12345])}"' in plain
    assert 'data-talk="risk-12345"' in plain
    assert "<span></span>" in plain
    assert "talk-mark has" in open_two
    assert 'title="Open threads: 2"><svg' in open_two
    assert "<span>2</span>" in open_two
    assert 'data-words="Open threads: {count}"' in open_two, "the page puts another number there"
    with translation.override("zh-hans"):
        assert "Open threads" not in mark_of("risk", 12345, 2)
    in_table = mark_of("followup", 7, 1, is_in_table=True)
    assert 'data-talk="followup-7"' in in_table
    assert "hx-get" not in in_table
    assert "<script>" not in mark_of("<script>", 1, 1, is_in_table=True)
    with pytest.raises(TypeError):
        mark_of("risk", "1<script>", 0)  # type: ignore[arg-type]  # a number is all that may stand there
