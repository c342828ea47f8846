from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from genjin.conversation.models import Comment
from genjin.people.models import User
from genjin.people.operations.sessions import end_sessions
from tests.cast import PASSWORD, Cast

SignIn = Callable[[User], None]


@pytest.fixture
def ling() -> User:
    return User.objects.create_user(username="ling", password="a-long-password", name="李玲")


def test_sign_in_page_opens_and_lets_in(page: Page, ling: User) -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(ling.username)
    page.locator("input[name=password]").fill("a-long-password")
    page.keyboard.press("Enter")
    expect(page.locator(".app #main")).to_be_visible()


def test_signed_in_person_sees_the_product_at_once(page: Page, ling: User, sign_in: SignIn) -> None:
    sign_in(ling)
    page.goto("/")
    expect(page.locator(".app #main")).to_be_visible()


def test_what_was_typed_outlives_the_session(page: Page, sign_in: SignIn, cast: Cast) -> None:
    sign_in(cast.ling)
    page.goto(f"/projects/{cast.project.pk}/")
    page.locator("#open-talk").click()
    words = page.locator("dialog.side-panel textarea").first
    words.fill("客户要求下周再谈")
    end_sessions(cast.ling, by=cast.root)
    words.press("Control+Enter")
    expect(page.locator(".panel-words")).to_contain_text("您已退出登录")
    expect(words).to_have_value("客户要求下周再谈")
    with page.expect_popup() as opened:
        page.locator(".live-mark a").evaluate("link => link.click()")  # the dialog lies over it
    window = opened.value
    window.locator("input[name=login]").fill("ling")
    window.locator("input[name=password]").fill(PASSWORD)
    window.keyboard.press("Enter")
    expect(window.locator(".app #main")).to_be_visible()
    words.press("Control+Enter")
    expect(page.locator("dialog.side-panel .thread")).to_contain_text("客户要求下周再谈")
    assert Comment.objects.get().by == cast.ling


def test_a_plain_form_is_sent_with_the_token_of_now(page: Page, context: BrowserContext, ling: User) -> None:
    page.goto("/sign-in/login/")
    elsewhere = context.new_page()
    elsewhere.goto("/sign-in/login/")
    for window in (elsewhere, page):
        window.locator("input[name=login]").fill("ling")
        window.locator("input[name=password]").fill("a-long-password")
        window.keyboard.press("Enter")
        expect(window.locator(".app #main")).to_be_visible()
