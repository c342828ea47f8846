"""A whole plan, entered from an empty database by keyboard alone, and read back in the plan book.

Every form of the six modules is opened and every one of its fields filled in: a field that is added to a form later
fails this test until it has a value here, and until the plan book tells it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.customers.models import Customer
from genjin.people.models import Role, User
from genjin.people.operations.people import add_first_administrator, add_person
from tests.e2e import entering_plan as plan
from tests.e2e import entering_profile as profile
from tests.e2e.keyboard import Keyboard

PASSWORD = "open sesame 跟进"


@pytest.fixture
def keys(page: Page, live: LiveServer) -> Keyboard:
    """An installation as `genjin run` leaves it: one administrator; and a colleague (no page adds one yet)."""
    assert not User.objects.exists()
    assert not Customer.objects.exists()
    add_first_administrator(username="admin", name="李玲", password=PASSWORD)
    add_person(username="bo", name="薄远", role=Role.SUPPORT, password=PASSWORD)
    return Keyboard(page)


def test_a_whole_plan_is_entered_by_keyboard_and_stands_in_the_plan_book(keys: Keyboard, tmp_path: Path) -> None:
    sign_in(keys)
    profile.add_the_customer(keys)
    profile.add_the_project(keys)
    profile.describe_the_project(keys)
    profile.name_the_people(keys)
    plan.set_goals_and_strategies(keys)
    plan.plan_actions(keys)
    plan.log_two_contacts(keys)
    plan.say_more_of_the_objection(keys)
    plan.weigh_risks(keys)
    plan.show_a_criterion_and_move_on(keys)
    plan.end_it(keys)
    book = downloaded_book(keys, tmp_path)
    missing = [(chapter, text) for chapter, text in keys.told if text not in book[chapter]]
    assert not missing, missing
    assert len(keys.told) > 200


def sign_in(keys: Keyboard) -> None:
    keys.page.goto("/")
    keys.go_to("input[name=login]")
    keys.page.keyboard.type("admin")
    keys.go_to("input[name=password]")
    keys.page.keyboard.type(PASSWORD)
    keys.press("Enter")
    expect(keys.page.locator(".app #main")).to_be_visible()


def downloaded_book(keys: Keyboard, folder: Path) -> dict[str, str]:
    """Fetch the plan book by keyboard; returns the text of its chapters by the sign that each begins with."""
    keys.press_on("[popovertarget=menu-book]")
    with keys.page.expect_download() as download:
        keys.press_on("#menu-book a[href$='.docx']")
    path = folder / "book.docx"
    download.value.save_as(path)
    found: dict[str, list[str]] = {}
    chapter = ""
    for block, is_heading in blocks(path):
        if is_heading:
            chapter = block.split()[0]
        found.setdefault(chapter, []).append(block)
    return {sign: "\n".join(texts) for sign, texts in found.items()}


def blocks(path: Path) -> Iterator[tuple[str, bool]]:
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            yield "\n".join(cell.text for row in block.rows for cell in row.cells), False
        else:
            yield block.text, str(block.style.name) == "Heading 1"
