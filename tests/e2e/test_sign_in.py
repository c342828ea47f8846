from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from genjin.people.models import User

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
