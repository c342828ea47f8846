"""What the browser tests of the plan table share: three rows, the page in front of them, and what a cell holds."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.people.models import User
from genjin.planning.columns import cell_text
from genjin.planning.models import FollowUp
from genjin.planning.queries.follow_ups import whole_rows
from genjin.web.planning import rendered_rows
from tests.cast import Cast

SignIn = Callable[[User], None]
COLUMNS = (
    "seq",
    "date",
    "customer_project",
    "stage",
    "goal",
    "actions",
    "feedback",
    "objections",
    "next_steps",
    "risks",
    "note",
)
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
COPY = """() => {
  const data = new DataTransfer();
  document.activeElement.dispatchEvent(
    new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
  return [data.getData("text/plain"), data.getData("text/html")];
}"""


@pytest.fixture
def rows(live: LiveServer, cast: Cast) -> list[FollowUp]:
    """Three rows of one project; the newest stands first."""
    rendered_rows.forget()
    days = (date(2026, 3, 12), date(2026, 3, 11), date(2026, 3, 10))
    return [cast.log(date=day, goal=f"目标 {day.day}") for day in days]


@pytest.fixture
def grid(page: Page, sign_in: SignIn, cast: Cast, rows: list[FollowUp]) -> Page:
    sign_in(cast.ling)
    page.goto("/plan/")
    expect(page.locator("tr[data-row]")).to_have_count(3)
    return page


def cell(page: Page, row: FollowUp, key: str) -> Locator:
    return page.locator(f"#follow-up-{row.pk} > td").nth(COLUMNS.index(key))


def stored(row: FollowUp, key: str) -> str:
    return cell_text(whole_rows().get(pk=row.pk), key)


def settled(page: Page) -> None:
    """Wait until nothing is on its way to the server."""
    expect(page.locator(".is-saving, [data-sending]")).to_have_count(0)


def second_browser(browser: Browser, live: LiveServer, user: User) -> BrowserContext:
    context = browser.new_context(base_url=live.url, locale="zh-CN")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live.url}])
    return context
