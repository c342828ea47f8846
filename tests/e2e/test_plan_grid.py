"""The plan table in the browser: keyboard, clipboard, undo, filters, two people at once."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.planning.columns import cell_text
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import log_follow_ups
from genjin.planning.queries.follow_ups import whole_rows
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.e2e.plan_page import COPY, PASTE, SignIn, cell, grid, rows, second_browser, settled, stored

__all__ = ["grid", "rows"]


def test_typing_starts_an_edit_and_enter_saves(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("拿到二次汇报")
    grid.keyboard.press("Enter")
    settled(grid)
    expect(cell(grid, rows[0], "goal")).to_have_text("拿到二次汇报")
    assert stored(rows[0], "goal") == "拿到二次汇报"
    expect(cell(grid, rows[1], "goal")).to_have_class("text is-active")


def test_keys_move_edit_and_leave(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    for key in ("ArrowDown", "ArrowRight", "Home", "End", "ArrowUp", "ArrowLeft"):
        grid.keyboard.press(key)
    expect(cell(grid, rows[0], "risks")).to_have_class("is-active")
    grid.keyboard.press("F2")
    grid.keyboard.type("不要了")
    grid.keyboard.press("Escape")
    grid.keyboard.type("留下")
    grid.keyboard.press("Tab")
    settled(grid)
    assert stored(rows[0], "risks") == "1. 留下"
    expect(cell(grid, rows[0], "note")).to_have_class("text note is-active")


def test_packed_cell_completes_doer_and_date(grid: Page, rows: list[FollowUp], cast: Cast) -> None:
    cell(grid, rows[0], "next_steps").click()
    grid.keyboard.type("提交报价@薄")
    expect(grid.get_by_role("option", name=cast.bo.name)).to_be_visible()
    grid.keyboard.press("Enter")
    grid.keyboard.type("下周三")
    expect(grid.get_by_role("option", name="2026-03-18")).to_be_visible()
    grid.keyboard.press("Enter")
    grid.keyboard.press("Alt+Enter")
    grid.keyboard.type("约见生产副总")
    grid.keyboard.press("Enter")
    settled(grid)
    assert stored(rows[0], "next_steps") == "1. 提交报价（薄远/2026-03-18）\n2. 约见生产副总"
    expect(cell(grid, rows[0], "next_steps").locator("li")).to_have_count(2)
    expect(cell(grid, rows[0], "next_steps").locator(".late")).to_have_count(1)


def test_paste_from_a_spreadsheet_undo_and_redo(grid: Page, rows: list[FollowUp]) -> None:
    html = (
        "<html><body><table><tr><td>目标甲</td><td>1. 拜访</td><td>反馈<br>两行</td></tr>"
        "<tr><td>目标乙</td><td></td><td>反馈乙</td></tr><tr><td>目标丙</td><td></td><td>a &amp; b</td></tr></table>"
    )
    cell(grid, rows[0], "goal").click()
    grid.evaluate(PASTE, [html, "ignored"])
    settled(grid)
    expect(cell(grid, rows[2], "feedback")).to_have_text("a & b")
    assert [stored(row, "goal") for row in rows] == ["目标甲", "目标乙", "目标丙"]
    assert stored(rows[0], "feedback") == "反馈\n两行"
    grid.keyboard.press("Control+z")
    expect(cell(grid, rows[0], "goal")).to_have_text("目标 12")
    assert [stored(row, "goal") for row in rows] == ["目标 12", "目标 11", "目标 10"]
    grid.keyboard.press("Control+y")
    expect(cell(grid, rows[1], "goal")).to_have_text("目标乙")
    assert stored(rows[0], "actions") == "1. 拜访"


def test_paste_past_the_last_row_adds_rows(grid: Page, rows: list[FollowUp]) -> None:
    grid.locator("tr.add td").last.click()
    grid.evaluate(PASTE, ["", '滨海银行/数据中台\t商务谈判\t敲定付款\n滨海银行/数据中台\t\t"两\n行"\n'])
    settled(grid)
    expect(grid.locator("tr[data-row]")).to_have_count(5)
    new = list(whole_rows().exclude(pk__in=[row.pk for row in rows]).order_by("pk"))
    assert [cell_text(row, "customer_project") for row in new] == ["滨海银行 / 数据中台"] * 2
    assert [row.goal for row in new] == ["敲定付款", "两\n行"]
    grid.keyboard.press("Control+z")
    expect(grid.locator("tr[data-row]")).to_have_count(3)


def test_copy_gives_both_forms_and_fill_down_repeats(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.press("Shift+ArrowDown")
    text, html = grid.evaluate(COPY)
    assert text == "目标 12\n目标 11"
    assert "<td>目标 11</td>" in html
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Control+d")
    settled(grid)
    assert [stored(row, "goal") for row in rows] == ["目标 12"] * 3
    grid.keyboard.press("Delete")
    settled(grid)
    assert [stored(row, "goal") for row in rows] == [""] * 3


def test_new_row_is_saved_when_it_is_left(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.press("Control+Shift+=")
    grid.keyboard.type("新的目标")
    grid.keyboard.press("Tab")
    assert FollowUp.objects.count() == 3
    cell(grid, rows[2], "goal").click()
    settled(grid)
    new = FollowUp.objects.exclude(pk__in=[row.pk for row in rows]).get()
    assert (new.goal, new.project_id) == ("新的目标", rows[0].project_id)


def test_wrong_date_stays_in_the_editor(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "date").click()
    grid.keyboard.type("改天")
    grid.keyboard.press("Enter")
    expect(grid.locator(".plan-editor .message")).to_contain_text("改天")
    expect(grid.locator(".plan-editor textarea")).to_have_value("改天")
    grid.keyboard.press("Escape")
    assert stored(rows[0], "date") == "2026-03-12"


def test_delete_is_undone_by_the_button(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[1], "goal").click()
    grid.keyboard.press("Control+-")
    expect(grid.locator("tr[data-row]")).to_have_count(2)
    grid.locator(".toast button").click()
    expect(grid.locator("tr[data-row]")).to_have_count(3)
    expect(grid.locator("tr[data-row]").nth(1)).to_have_id(f"follow-up-{rows[1].pk}")


def test_space_ticks_the_next_step(grid: Page, cast: Cast) -> None:
    row = cast.log(date=date(2026, 3, 20), next_steps=[ActionItem("提交报价", "薄远", date(2026, 3, 25))])
    grid.reload()
    cell(grid, row, "next_steps").click()
    grid.keyboard.press("Space")
    expect(cell(grid, row, "next_steps").locator("li.is-done")).to_have_count(1)
    assert row.actions.get().done_on is not None


def test_filter_and_saved_view(grid: Page, rows: list[FollowUp]) -> None:
    grid.locator('th[data-key="goal"]').hover()
    grid.locator('button[popovertarget="filter-goal"]').click()
    grid.locator("#filter-goal input").fill("目标 11")
    grid.keyboard.press("Enter")
    expect(grid.locator("tr[data-row]")).to_have_count(1)
    grid.locator('button[popovertarget="menu-view"]').click()
    grid.locator("#menu-view [name=name]").fill("十一号")
    grid.locator("#menu-view button").click()
    expect(grid.locator("#saved-views")).to_contain_text("十一号")
    grid.goto("/plan/")
    expect(grid.locator("tr[data-row]")).to_have_count(3)
    grid.get_by_role("link", name="十一号").click()
    expect(grid.locator("tr[data-row]")).to_have_count(1)
    expect(grid.locator(f"#follow-up-{rows[1].pk}")).to_be_visible()


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_two_people_change_one_cell(
    grid: Page, rows: list[FollowUp], cast: Cast, browser: Browser, live: LiveServer, key: str
) -> None:
    theirs = second_browser(browser, live, cast.bo)
    other = theirs.new_page()
    other.goto("/plan/")
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("凌薇的")
    cell(other, rows[0], "goal").click()
    other.keyboard.type("薄远的")
    other.keyboard.press("Enter")
    settled(other)
    grid.keyboard.press("Enter")
    dialog = grid.locator("dialog.conflict")
    expect(dialog).to_contain_text("薄远的")
    expect(dialog).to_contain_text("凌薇的")
    grid.keyboard.press(key)
    expect(dialog).to_have_count(0)
    settled(grid)
    wanted = "凌薇的" if key == "Enter" else "薄远的"
    expect(cell(grid, rows[0], "goal")).to_have_text(wanted)
    assert stored(rows[0], "goal") == wanted
    theirs.close()


def test_two_people_change_two_cells_of_a_row(
    grid: Page, rows: list[FollowUp], cast: Cast, browser: Browser, live: LiveServer
) -> None:
    theirs = second_browser(browser, live, cast.bo)
    other = theirs.new_page()
    other.goto("/plan/")
    cell(other, rows[0], "note").click()
    other.keyboard.type("薄远的备注")
    other.keyboard.press("Enter")
    settled(other)
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("凌薇的目标")
    grid.keyboard.press("Enter")
    settled(grid)
    expect(cell(grid, rows[0], "note")).to_have_text("薄远的备注")
    assert stored(rows[0], "goal") == "凌薇的目标"
    theirs.close()


def test_small_screen_opens_the_row_as_a_form(grid: Page, rows: list[FollowUp]) -> None:
    grid.set_viewport_size({"width": 390, "height": 844})
    grid.reload()
    grid.locator(f"#follow-up-{rows[0].pk}").click()
    panel = grid.locator(".row-panel")
    panel.locator("[name=feedback]").fill("王总认可方案")
    panel.locator("button.p").click()
    expect(panel).to_be_hidden()
    assert stored(rows[0], "feedback") == "王总认可方案"
    assert grid.evaluate("document.documentElement.scrollWidth") <= 390


def test_guest_only_reads(page: Page, sign_in: SignIn, cast: Cast, rows: list[FollowUp]) -> None:
    sign_in(cast.ada)
    page.goto("/plan/")
    cell(page, rows[0], "goal").click()
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    expect(cell(page, rows[0], "goal")).to_have_text("目标 12")
    expect(page.locator("[data-command=new-row], tr.add")).to_have_count(0)


def test_columns_are_hidden_and_widened_and_stay_so(grid: Page) -> None:
    grid.locator('button[popovertarget="menu-columns"]').click()
    grid.locator('#menu-columns [data-column="risks"]').uncheck()
    grid.keyboard.press("Escape")
    head = grid.locator('th[data-key="goal"]')
    grip = head.locator(".th-grip").bounding_box()
    before = head.bounding_box()
    assert grip
    assert before
    grid.mouse.move(grip["x"] + 4, grip["y"] + 10)
    grid.mouse.down()
    grid.mouse.move(grip["x"] + 84, grip["y"] + 10)
    grid.mouse.up()
    grid.goto("/plan/")
    expect(grid.locator('th[data-key="risks"]')).to_be_hidden()
    after = head.bounding_box()
    assert after
    assert round(after["width"] - before["width"]) in range(70, 91)
    grid.locator('button[popovertarget="menu-columns"]').click()
    grid.locator('[data-command="reset-columns"]').click()
    expect(grid.locator('th[data-key="risks"]')).to_be_visible()


def test_further_rows_come_when_the_end_is_reached_and_folded_sections_stay_so(grid: Page, cast: Cast) -> None:
    log_follow_ups([NewRow(cast.project, RowContent(date=date(2026, 2, 1)))] * 60, by=cast.ling)
    grid.reload()
    frames_pass(grid)
    expect(grid.locator("tr[data-row]")).to_have_count(50)
    cell(grid, FollowUp.objects.order_by("-listed_on").first(), "goal").click()
    grid.keyboard.press("Control+End")
    expect(grid.locator("tr[data-row]")).to_have_count(63)
    grid.locator(".grp-b").click()
    expect(grid.locator("tr[data-row]:visible")).to_have_count(0)


def test_head_stays_while_the_rows_scroll_in_their_card(grid: Page, cast: Cast) -> None:
    log_follow_ups([NewRow(cast.project, RowContent(date=date(2026, 2, 1)))] * 60, by=cast.ling)
    grid.reload()
    head = grid.locator('th[data-key="goal"]')
    before = head.bounding_box()
    grid.locator("#plan-scroll").evaluate("card => card.scrollTo(0, 1200)")
    assert grid.locator("#plan-scroll").evaluate("card => card.scrollTop") == 1200
    assert head.bounding_box() == before
    assert grid.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_small_screen_loads_further_rows_only_at_the_end(grid: Page, cast: Cast) -> None:
    log_follow_ups([NewRow(cast.project, RowContent(date=date(2026, 2, 1)))] * 60, by=cast.ling)
    grid.set_viewport_size({"width": 390, "height": 844})
    grid.reload()
    frames_pass(grid)
    expect(grid.locator("tr[data-row]")).to_have_count(50)
    grid.locator("#more").scroll_into_view_if_needed()
    expect(grid.locator("tr[data-row]")).to_have_count(63)


def frames_pass(page: Page) -> None:
    """Let the browser draw, and tell what came into sight, and let what that asks for arrive."""
    page.wait_for_function("customElements.get('plan-grid') && window.htmx")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )
    page.wait_for_load_state("networkidle")


def test_first_stroke_of_an_input_method_opens_the_cell(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    session = grid.context.new_cdp_session(grid)
    session.send("Input.imeSetComposition", {"text": "nihao", "selectionStart": 5, "selectionEnd": 5})
    expect(grid.locator(".plan-editor.is-open")).to_have_count(1)
    session.send("Input.insertText", {"text": "你好"})
    grid.keyboard.press("Enter")
    settled(grid)
    assert stored(rows[0], "goal") == "你好"


def test_row_opens_beside_the_table(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[1], "goal").click()
    grid.keyboard.press("Control+Enter")
    panel = grid.locator(".row-panel")
    expect(panel.locator("[name=goal]")).to_have_value("目标 11")
    panel.locator("[name=date]").fill("不是日期")
    panel.locator("[name=note]").fill("备注")
    grid.keyboard.press("Control+Enter")
    expect(panel.locator('[data-key="date"] .wrong')).to_be_visible()
    panel.locator("[name=date]").fill("2026-03-09")
    grid.keyboard.press("Control+Enter")
    expect(panel).to_be_hidden()
    assert (stored(rows[1], "date"), stored(rows[1], "note")) == ("2026-03-09", "备注")


def test_search_box_filters_while_one_types(grid: Page, rows: list[FollowUp]) -> None:
    grid.keyboard.press("Control+k")
    grid.keyboard.type("目标 10")
    expect(grid.locator("tr[data-row]")).to_have_count(1)
    expect(grid.locator(f"#follow-up-{rows[2].pk}")).to_be_visible()
    expect(grid.locator("#search-box")).to_be_focused()


@pytest.mark.parametrize(("entry", "place"), [("打开项目", "projects"), ("打开客户", "customers")])
def test_menu_of_a_row_leads_to_its_project_and_customer(
    grid: Page, cast: Cast, rows: list[FollowUp], entry: str, place: str
) -> None:
    cell(grid, rows[0], "goal").click(button="right")
    grid.locator("#row-menu").get_by_role("button", name=entry).click()
    pk = {"projects": cast.project.pk, "customers": cast.customer.pk}[place]
    grid.wait_for_url(f"**/{place}/{pk}/")


def test_tab_leaves_the_table_past_its_last_cell(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[2], "note").click()
    grid.keyboard.press("Tab")
    expect(grid.locator("tr.add button")).to_be_focused()
