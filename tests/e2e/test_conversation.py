"""A whole conversation by keyboard between two people: asked in the plan table, answered from Today, resolved."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.conversation.models import Comment, Mention, PrivateNote, Thread
from genjin.conversation.operations.comments import open_thread, reply
from genjin.planning.models import FollowUp
from genjin.web.planning import rendered_rows
from tests.cast import Cast
from tests.e2e.plan_page import SignIn, second_browser

MOST_TABS = 80


@pytest.fixture
def row(live: LiveServer, cast: Cast) -> FollowUp:
    rendered_rows.forget()
    return cast.log(goal="完成访谈", feedback="预算压到150万")


@pytest.fixture
def bos_page(browser: Browser, live: LiveServer, cast: Cast) -> Iterator[Page]:
    context = second_browser(browser, live, cast.bo)
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Go to an element by Tab alone."""
    for _ in range(MOST_TABS):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def open_plan(page: Page) -> None:
    page.goto("/plan/")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.locator(".plan-editor textarea")).to_be_focused()


def test_two_people_talk_by_keyboard(page: Page, bos_page: Page, sign_in: SignIn, cast: Cast, row: FollowUp) -> None:
    sign_in(cast.ling)
    open_plan(page)
    page.keyboard.press("Shift+F2")
    expect(page.locator("#talk-new")).to_be_focused()
    page.keyboard.type("要不要带三年维保？@薄")
    expect(page.get_by_role("option", name="薄远")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("请看")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".thread .mention")).to_have_text("@薄远")
    expect(page.locator("#talk-new")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".plan-editor textarea")).to_be_focused()
    expect(page.locator("tr[data-row] .talk-mark.has")).to_have_text("1")

    bos_page.goto("/today/")
    tab_to(bos_page, ".mentions .line")
    bos_page.keyboard.press("Enter")
    thread = Thread.objects.get()
    expect(bos_page.locator(f"#thread-{thread.pk}")).to_contain_text("要不要带三年维保？")
    tab_to(bos_page, f"#reply-{thread.pk}")
    bos_page.keyboard.type("带，算进总价。")
    bos_page.keyboard.press("Control+Enter")
    expect(bos_page.locator(".comment")).to_have_count(2)
    expect(bos_page.locator(f"#reply-{thread.pk}")).to_be_focused()
    bos_page.keyboard.press("Escape")
    expect(bos_page.locator("#today-mentions .line")).to_have_count(0)

    page.keyboard.press("Shift+F2")
    expect(page.locator(".thread")).to_contain_text("带，算进总价。")
    tab_to(page, f"#resolve-{thread.pk}")
    page.keyboard.press("Enter")
    expect(page.locator(".thread")).to_contain_text("凌薇 已解决")
    page.keyboard.press("Escape")
    expect(page.locator("tr[data-row] .talk-mark.has")).to_have_count(0)
    assert Mention.objects.get().settled_at is not None
    assert Thread.objects.get().resolved_by == cast.ling


def test_what_others_say_appears_while_one_is_typing(page: Page, sign_in: SignIn, cast: Cast, row: FollowUp) -> None:
    asked = open_thread(row, "几时报价", by=cast.ling).thread
    sign_in(cast.ling)
    open_plan(page)
    page.keyboard.press("Shift+F2")
    expect(page.locator(".comment")).to_have_count(1)
    page.locator("#talk-new").fill("草稿")
    page.locator(f"#reply-{asked.pk}").fill("我想")
    reply(asked, "周三", by=cast.bo)
    open_thread(row, "合同谁起草？", by=cast.bo)
    expect(page.locator(f"#thread-{asked.pk} .comment")).to_have_count(2)
    expect(page.locator(".thread")).to_have_count(2)
    expect(page.locator(".thread").first).to_contain_text("合同谁起草？")
    expect(page.locator("tr[data-row] .talk-mark.has")).to_have_text("2")
    expect(page.locator("#talk-new")).to_have_value("草稿")
    expect(page.locator(f"#reply-{asked.pk}")).to_have_value("我想")
    expect(page.locator(f"#reply-{asked.pk}")).to_be_focused()
    page.keyboard.type("是周四")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#thread-{asked.pk} .comment")).to_have_count(3)


def test_who_clicks_twice_says_it_once(page: Page, sign_in: SignIn, cast: Cast, row: FollowUp) -> None:
    sign_in(cast.ling)
    page.goto(f"/conversation/followup/{row.pk}/")
    page.locator("#talk-new").fill("几时报价？")
    page.locator(".talk-new .btn.p").dblclick()
    expect(page.locator(".thread")).to_have_count(1)
    expect(page.locator("#talk-new")).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".toast")).to_have_count(0)
    assert Comment.objects.count() == 1


def test_who_cannot_see_it_is_refused_and_nothing_typed_is_lost(
    page: Page, sign_in: SignIn, cast: Cast, row: FollowUp
) -> None:
    sign_in(cast.ling)
    open_plan(page)
    page.keyboard.press("Shift+F2")
    expect(page.locator("#talk-new")).to_be_focused()
    page.keyboard.type("@魏然 请看")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".panel-words")).to_contain_text("魏然 看不到这个项目")
    expect(page.locator("#talk-new")).to_have_value("@魏然 请看")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(1)  # only the second one throws it away
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert not Comment.objects.exists()


def test_own_words_are_edited_deleted_and_brought_back(page: Page, sign_in: SignIn, cast: Cast, row: FollowUp) -> None:
    comment = open_thread(row, "几时报价", by=cast.ling)
    answer = reply(comment.thread, "周三", by=cast.ling)
    sign_in(cast.ling)
    open_plan(page)
    page.keyboard.press("Shift+F2")
    expect(page.locator(".comment")).to_have_count(2)
    page.keyboard.type("草稿")  # in the field for a new thread: it stays whatever is done below
    tab_to(page, f"#edit-comment-{comment.pk}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-text-{comment.pk}")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("？")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#comment-{comment.pk}")).to_contain_text("几时报价？")
    expect(page.locator(f"#comment-{comment.pk}")).to_contain_text("已修改")
    tab_to(page, f"#comment-{answer.pk} [hx-delete]")
    page.keyboard.press("Enter")
    expect(page.locator(".comment")).to_have_count(1)
    expect(page.locator("#talk-new")).to_have_value("草稿")
    assert Comment.objects.get(pk=answer.pk).is_deleted
    page.locator("#talk-new").fill("")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".toast")).to_have_count(0)
    page.keyboard.press("Escape")
    open_plan(page)
    page.keyboard.press("Shift+F2")
    expect(page.locator(".comment")).to_have_count(2)


def test_private_note_becomes_a_comment(page: Page, sign_in: SignIn, cast: Cast, row: FollowUp) -> None:
    sign_in(cast.ling)
    page.goto(f"/projects/{cast.project.pk}/")
    page.locator("#open-talk").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#talk-new")).to_be_focused()
    tab_to(page, ".talk-notes summary")
    page.keyboard.press("Enter")
    tab_to(page, "#talk-note")
    page.keyboard.type("刘总月底休假")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".private-note")).to_contain_text("刘总月底休假")
    assert not Comment.objects.exists()
    page.get_by_role("button", name="转为评论").click()
    expect(page.locator(".thread")).to_contain_text("刘总月底休假")
    expect(page.locator(".private-note")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#module-conversation")).to_contain_text("刘总月底休假")
    assert PrivateNote.objects.get().is_deleted


def test_links_of_notices_lead_to_a_page(page: Page, sign_in: SignIn, cast: Cast, row: FollowUp) -> None:
    thread = open_thread(row, "几时报价", by=cast.bo).thread
    sign_in(cast.ling)
    page.goto(f"/conversation/followup/{row.pk}/#thread-{thread.pk}")
    page.locator(f"#reply-{thread.pk}").focus()
    page.keyboard.type("周三")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment")).to_have_count(2)
    page.locator("#talk-new").focus()
    page.keyboard.type("另外，合同谁起草？")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".thread")).to_have_count(2)
    expect(page.locator("#talk-new")).to_be_focused()
