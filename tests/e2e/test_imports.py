"""Import by drop and by keyboard, and the download of an export, in the browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.people.models import User
from genjin.planning.models import FollowUp
from genjin.plantable.models import PlanImport
from tests.cast import Cast, cast

__all__ = ["cast"]

SignIn = Callable[[User], None]
CSV = (
    "跟进日期,客户/项目名称,当前阶段,主要行动与内容,下一步计划,竞争对手\n"
    "2026-03-10,华东精密/MES 二期,需求调研,1. 需求访谈（小凌/3-12）,提交方案（凌薇/下周三）,友商A\n"
    "待定,滨海银行/数据中台,商务谈判,法务条款过会,,\n"
)
DRAG = """([kind, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/csv"}));
  document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def ling(page: Page, live: LiveServer, cast: Cast, sign_in: SignIn) -> Page:
    sign_in(cast.ling)
    return page


def drop(page: Page, text: str = CSV, name: str = "周报.csv") -> None:
    page.evaluate(DRAG, ["dragenter", name, text])
    expect(page.locator("import-drop")).to_be_visible()
    page.evaluate(DRAG, ["drop", name, text])


def test_file_dropped_on_the_plan_table_is_previewed_imported_and_taken_back(ling: Page) -> None:
    ling.goto("/plan/")
    expect(ling.locator("import-drop")).to_be_hidden()
    drop(ling)
    expect(ling.locator("tr.read")).to_have_count(2)
    expect(ling.locator("tr.beside.remark")).to_contain_text("“待定”不是日期")
    assert FollowUp.objects.count() == 0
    ling.get_by_role("button", name="导入 2 行").click()
    expect(ling.locator("tr[data-row]")).to_have_count(2)
    ling.locator(".toast").get_by_role("button", name="撤销导入").click()
    expect(ling.locator(".toast")).to_contain_text("已撤回 2 行")
    expect(ling.locator("tr[data-row]")).to_have_count(0)
    ling.locator(".toast").get_by_role("button", name="恢复导入").click()
    expect(ling.locator("tr[data-row]")).to_have_count(2)


def test_bad_file_gets_its_sentence_where_it_was_dropped(ling: Page) -> None:
    ling.goto("/plan/")
    drop(ling, "姓名,电话\n张三,1\n", "contacts.csv")
    expect(ling.locator(".drop-answer")).to_contain_text("没有找到")
    expect(ling.locator(".drop-close")).to_be_focused()
    ling.keyboard.press("Escape")
    expect(ling.locator("import-drop")).to_be_hidden()
    assert PlanImport.objects.count() == 0


def test_file_over_the_limit_is_not_even_sent(ling: Page) -> None:
    ling.goto("/imports/")
    ling.evaluate("document.querySelector('import-drop').dataset.limit = 10")
    drop(ling)
    expect(ling.locator(".drop-answer")).to_contain_text("30 MB")


def test_choice_and_correction_keep_the_place(ling: Page, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "周报.csv"
    path.write_text(CSV, encoding="utf-8")
    ling.goto("/imports/")
    ling.locator("input[type=file]").set_input_files(path)
    ling.wait_for_url(re.compile(r"/imports/\d+/$"))  # and until its scripts listen
    customer = ling.locator(".question", has_text="华东精密").locator("select")
    customer.select_option(label="华东精密制造集团")
    expect(ling.locator("#matches .chip", has_text="新建 1 个客户")).to_be_visible()
    doer = ling.locator(".question", has_text="小凌").locator("select")
    doer.focus()
    doer.select_option(label="凌薇")
    expect(ling.locator(".question.is-open")).to_have_count(0)
    ling.locator("#columns > summary").click()
    ling.locator(".column", has_text="竞争对手").locator("select").select_option(label="客户反馈与关键信息")
    ling.get_by_role("button", name="按此重新读取").click()
    expect(ling.locator("td.is-feedback").first).to_contain_text("友商A")
    expect(ling.locator("#columns")).to_have_attribute("open", "")
    ling.get_by_label("对照文件原文").check()
    expect(ling.locator(".raw").first).to_be_visible()
    ling.locator("#apply").focus()
    ling.keyboard.press("Enter")
    expect(ling.locator("tr[data-row]")).to_have_count(2)
    assert cast.project.follow_ups.count() == 1


def test_row_panel_says_where_the_row_came_from(ling: Page) -> None:
    ling.goto("/imports/")
    drop(ling)
    ling.locator("#apply").click()
    expect(ling.locator("td.is-active")).to_have_count(1)
    ling.locator("tr[data-row] td.text").first.click()
    ling.keyboard.press("Control+Enter")
    expect(ling.locator("row-source summary")).to_contain_text("周报.csv")
    ling.locator("row-source summary").click()
    expect(ling.locator("row-source dl")).to_be_visible()


def test_plan_table_is_downloaded(ling: Page, cast: Cast) -> None:
    cast.log(goal="预算")
    ling.goto("/plan/")
    ling.get_by_role("button", name="导出").click()
    ling.get_by_label("CSV").check()
    with ling.expect_download() as download:
        ling.get_by_role("button", name="下载").click()
    assert download.value.suggested_filename.startswith("大客户销售跟进计划表_")
    assert "预算" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_preview_fits_a_phone(ling: Page) -> None:
    ling.set_viewport_size({"width": 390, "height": 844})
    ling.goto("/imports/")
    drop(ling)
    expect(ling.locator("#apply")).to_be_in_viewport()
    assert ling.evaluate("document.documentElement.scrollWidth") <= 390
