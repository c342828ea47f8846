"""The weekly meeting of twenty projects, held by keyboard alone; and two people in one."""

import shutil
import subprocess
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Download, Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.core import clock
from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision, MeetingScope
from genjin.meetings.operations.decisions import decide
from genjin.meetings.operations.meetings import end_meeting, start_meeting
from genjin.meetings.queries.scopes import Scope
from genjin.meetings.reading import ReadDecision
from genjin.pipeline.operations.projects import add_project
from genjin.pipeline.operations.team import add_team_member
from genjin.planning.models import Action, Place
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SIZE = 20
MINE = Scope(MeetingScope.MINE)
ON = ("ArrowRight", "PageDown", " ")
OFFICE = shutil.which("soffice")


@pytest.fixture
def twenty(cast: Cast) -> Cast:
    """Twenty projects of Ling's, and a meeting of last week that decided something about the first."""
    for number in range(2, SIZE + 1):
        amount = Decimal(1_000_000 * number)
        add_project(customer=cast.customer, name=f"产线 {number:02d}", by=cast.ling, amount=amount)
    with clock.stopped_at(clock.now() - timedelta(days=6)):
        before = start_meeting(Scope(MeetingScope.CUSTOMER, customer=cast.customer), by=cast.ling)
        item = AgendaItem.objects.select_related("meeting__chair", "project").get(meeting=before, project=cast.project)
        decide(item, "先谈总成本", by=cast.ling)
        decide(item, "让薄远交方案", by=cast.ling, action=ReadDecision("交方案", "薄远"))
        end_meeting(before, by=cast.ling)
    return cast


def tab_to(page: Page, selector: str) -> None:
    """Walk with the Tab key until something has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {selector}")


def hold_by_keyboard(page: Page) -> list[str]:
    """Go through all screens; type a decision on every fourth, an action on the fifth, and tick what was decided."""
    seen = []
    for number in range(1, SIZE + 1):
        expect(page.locator(".screen-top .chip").first).to_contain_text(f"第 {number} / {SIZE} 个项目")
        name = page.locator(".screen-head h1").inner_text()
        seen.append(name)
        if name == "MES 二期":
            page.keyboard.press("1")
            expect(page.locator("#check-1")).to_be_checked()
        if number % 4 == 0:
            write_down(page, "d", f"第{number}项不降价", f"第{number}项不降价")
        if number == 5:
            write_down(page, "d", "让薄远周五前给报价", "给报价")
            write_down(page, "a", "备样板", "备样板")
        page.keyboard.press(ON[number % len(ON)])
    return seen


def write_down(page: Page, key: str, words: str, shown: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("#decision-text")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("#decisions li", has_text=shown)).to_be_visible()
    expect(page.locator("#decision-text")).to_be_focused()  # one types on
    page.keyboard.press("Escape")
    expect(page.locator("#decision-text")).not_to_be_focused()


def downloaded(page: Page, folder: Path, selector: str) -> Path:
    tab_to(page, selector)
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    got: Download = coming.value
    path = folder / got.suggested_filename
    got.save_as(path)
    return path


def test_twenty_projects_by_keyboard_alone(page: Page, sign_in, twenty: Cast, tmp_path: Path) -> None:  # noqa: ANN001
    sign_in(twenty.ling)
    page.goto("/meetings/")
    tab_to(page, "#start-meeting")
    page.keyboard.press("Enter")
    expect(page.locator(".meeting-form select[name=scope]")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#present")).to_be_focused()
    page.keyboard.press("Enter")

    seen = hold_by_keyboard(page)
    assert len(set(seen)) == SIZE

    expect(page.locator("h1")).to_contain_text("都谈完了")
    page.keyboard.press("n")
    expect(page.locator("#side-panel textarea")).to_be_focused()
    page.keyboard.type("下周一照常")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#side-panel textarea")).to_have_count(0)
    page.keyboard.press("ArrowLeft")  # back to the last project, and on again
    expect(page.locator(".screen-head h1")).to_have_text(seen[-1])
    page.keyboard.press("ArrowRight")
    expect(page.locator("#end-meeting")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator("#report-docx")).to_be_focused()

    word = downloaded(page, tmp_path, "#report-docx")
    sheet = downloaded(page, tmp_path, "#report-xlsx")
    held = Meeting.objects.get(scope=MeetingScope.MINE)
    assert (held.is_running, held.notes) == (False, "下周一照常")
    assert MeetingDecision.objects.filter(meeting=held).count() == SIZE // 4 + 2
    assert MeetingDecision.objects.get(content="先谈总成本").done_on is not None
    plans = Action.objects.filter(place=Place.PLAN, project__name=seen[4]).order_by("pk")
    assert [action.content for action in plans] == ["给报价", "备样板"]
    assert list(plans[0].doers.all()) == [twenty.bo]
    assert_report(word, sheet, seen, tmp_path)


def assert_report(word: Path, sheet: Path, names: list[str], folder: Path) -> None:
    """Read both files back, and open them in LibreOffice where it is installed."""
    text = "\n".join(cell.text for table in docx.Document(str(word)).tables for row in table.rows for cell in row.cells)
    book = openpyxl.load_workbook(sheet)
    assert {"概况", "项目", "新行动"} <= set(book.sheetnames)
    rows = [[str(cell.value or "") for cell in row] for row in book["项目"].iter_rows(min_row=4)]
    assert {row[1] for row in rows} == set(names)
    for words in ("给报价（薄远/", "备样板", "第8项不降价"):
        assert words in text
        assert any(words in cell for row in rows for cell in row)
    if OFFICE is not None:
        command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(folder), str(word), str(sheet)], check=True, capture_output=True)  # noqa: S603  our own arguments
        for source in (word, sheet):
            assert source.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_screen_of_another_person_follows_and_both_type(
    page: Page,
    sign_in,  # noqa: ANN001
    cast: Cast,
    browser: Browser,
    live: LiveServer,
) -> None:
    add_project(customer=cast.customer, name="WMS", by=cast.bo)
    held = start_meeting(Scope(MeetingScope.CUSTOMER, customer=cast.customer), by=cast.ling, present=[cast.bo])
    sign_in(cast.ling)
    page.goto(f"/meetings/{held.pk}/now")
    expect(page.locator(".screen-head h1")).to_have_text("MES 二期")
    other = browser.new_context(base_url=live.url, locale="zh-CN")
    other.set_default_timeout(30_000)
    other_page = other.new_page()
    sign_in_other(other_page, live, cast)
    other_page.goto(f"/meetings/{held.pk}/closing/")
    expect(other_page.locator(".screen-head h1")).to_have_text("MES 二期")  # it follows the chair's
    other_page.keyboard.press("d")
    other_page.keyboard.type("不降价")
    page.keyboard.press("d")
    page.keyboard.type("正在输入")
    other_page.keyboard.press("Enter")
    expect(page.locator("#decisions li", has_text="不降价")).to_be_visible()
    expect(page.locator("#decision-text")).to_have_value("正在输入")  # what one types is left alone
    page.keyboard.press("Enter")
    expect(other_page.locator("#decisions li", has_text="正在输入")).to_be_visible()
    page.goto(f"/meetings/{held.pk}/closing/")
    page.keyboard.press("e")
    expect(page.locator("#report-docx")).to_be_visible()
    expect(other_page.locator("#report-docx")).to_be_visible()
    other.close()


def test_what_is_typed_is_there_again_after_another_screen(
    page: Page,
    sign_in,  # noqa: ANN001
    cast: Cast,
    browser: Browser,
    live: LiveServer,
) -> None:
    wms = add_project(customer=cast.customer, name="WMS", by=cast.ling)
    add_team_member(wms, cast.bo, by=cast.ling)
    held = start_meeting(Scope(MeetingScope.CUSTOMER, customer=cast.customer), by=cast.ling, present=[cast.bo])
    sign_in(cast.ling)
    page.goto(f"/meetings/{held.pk}/now")
    first = page.locator(".screen-head h1").inner_text()
    other = browser.new_context(base_url=live.url, locale="zh-CN")
    other.set_default_timeout(30_000)
    other_page = other.new_page()
    sign_in_other(other_page, live, cast)
    other_page.goto(f"/meetings/{held.pk}/now")
    for typing, words in ((page, "主持人在写"), (other_page, "另一个人在写")):
        typing.keyboard.press("d")
        typing.keyboard.type(words)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".screen-head h1")).not_to_have_text(first)
    expect(page.locator("#decision-text")).to_have_value("")
    # who is typing is told, and stays; once it is written down, that screen follows
    expect(other_page.locator("#meeting-mark")).to_be_visible()
    expect(other_page.locator("#decision-text")).to_have_value("另一个人在写")
    other_page.keyboard.press("Enter")
    expect(other_page.locator(".screen-head h1")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#decision-text")).to_have_value("主持人在写")
    expect(page.locator("#decisions li", has_text="另一个人在写")).to_be_visible()
    other.close()


def sign_in_other(page: Page, live: LiveServer, cast: Cast) -> None:
    """Sign Bo in, in a browser of his own."""
    client = Client()
    client.force_login(cast.bo, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live.url}])
