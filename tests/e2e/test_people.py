"""Setting up a team in the browser: inviting, taking an invitation up, handing over; and what a screen reader meets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from genjin.people.models import User
from tests.cast import PASSWORD, Cast
from tests.e2e.test_accessibility import assert_no_faults

SignIn = Callable[[User], None]


def test_a_team_is_invited_and_comes_in(page: Page, browser: Browser, sign_in: SignIn, cast: Cast) -> None:
    sign_in(cast.root)
    page.goto("/settings/invitations/")
    page.locator("textarea[name=people]").fill("赵敏\n周凯")
    page.locator("textarea[name=people]").press("Tab")
    page.get_by_role("button", name="生成链接").press("Enter")
    expect(page.locator("copy-text")).to_have_count(2)
    page.locator("copy-text button").first.click()
    expect(page.locator("copy-text button").first).to_contain_text("已复制")
    link = page.locator("copy-text input").first.input_value()
    with browser.new_context(locale="zh-CN") as elsewhere:
        visitor = elsewhere.new_page()
        visitor.goto(link)
        visitor.locator("input[name=username]").fill("zhaomin")
        visitor.locator("input[name=password]").fill(PASSWORD)
        visitor.locator("input[name=again]").fill(PASSWORD)
        visitor.keyboard.press("Enter")
        expect(visitor.locator(".app #main")).to_be_visible()
    assert User.objects.get(username="zhaomin").name == "赵敏"


@pytest.mark.parametrize(
    "address",
    [
        "/settings/people/",
        "/settings/people/{ling}/",
        "/settings/people/{ling}/handover",
        "/settings/invitations/",
        "/settings/departments/",
        "/settings/sign-in/",
        "/settings/sessions/",
        "/settings/second-factor/",
        "/projects/{project}/readers",
    ],
)
def test_pages_have_no_faults(page: Page, sign_in: SignIn, cast: Cast, address: str) -> None:
    sign_in(cast.root)
    place = address.format(ling=cast.ling.pk, project=cast.project.pk)
    page.goto(place)
    assert_no_faults(page, place)
