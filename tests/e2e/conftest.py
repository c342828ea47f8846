"""The browser tests' two fixtures: `live`, the running product, and `page`, a fresh Chromium page in front of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tools.chromium import FLAGS, MISSING, find_chromium

# Playwright keeps an event loop in the test's thread, in which Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# How long a browser on a busy machine may take: nothing waits longer than it must, and nothing is decided by it.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)

PICTURES = Path(__file__).resolve().parents[2] / "test-results"
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """The system's Chromium, started once; without one the tests are skipped."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(MISSING)
    migrated = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # Beside Playwright's event loop Django hands out another connection, which would not know what to restore.
        connection._test_serialized_contents = migrated
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def live(django_db_serialized_rollback: None, live_server: LiveServer) -> LiveServer:
    """The product on a free port, static files included; its address is `live.url`.

    Its database is emptied after each test; the rows that migrations bring (stages) are there again before the next.
    """
    return live_server


@pytest.fixture
def context(browser: Browser, live: LiveServer) -> Iterator[BrowserContext]:
    """A browser profile that nobody used before: 1440 x 900, Chinese, Shanghai."""
    context = browser.new_context(
        base_url=live.url, viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at the product's address (`page.goto("/")`); scripts' errors and CSP refusals fail the test.

    A failed test leaves its picture in test-results/.
    """
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(complaint_of(message)))
    yield page
    if request.node.stash.get(FAILED, False):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{request.node.name}.png", full_page=True)
    assert complaints == []


def complaint_of(message: ConsoleMessage) -> list[str]:
    """An error on the console, except the notes of a reply that was 4xx, or the sign-in page: tested on purpose."""
    refused = message.text.startswith(("Failed to load resource", "Response Status Error Code 200"))
    return [message.text] if message.type == "error" and not refused else []


@pytest.fixture
def sign_in(context: BrowserContext, live: LiveServer) -> Callable[[AbstractBaseUser], None]:
    """Call it with a user: the browser is then signed in, without going through the form."""

    def sign_in(user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live.url}])

    return sign_in
