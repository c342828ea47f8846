"""The plan table by keyboard and mouse, point by point as in a spreadsheet."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, Request, Route, expect

from genjin.core import clock
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import log_follow_ups
from tests.cast import Cast
from tests.e2e.plan_page import COPY, PASTE, cell, grid, rows, settled, stored

__all__ = ["grid", "rows"]


def test_text_typed_into_a_range_goes_to_where_it_began_and_enter_goes_round(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.press("Shift+ArrowDown")
    expect(cell(grid, rows[0], "goal")).to_have_class("text in-range is-active")
    for word in ("甲", "乙", "丙"):
        grid.keyboard.type(word)
        grid.keyboard.press("Enter")
    settled(grid)
    assert [stored(row, "goal") for row in rows] == ["丙", "乙", "目标 10"]
    expect(grid.locator("td.in-range")).to_have_count(2)


def test_enter_after_tabs_returns_to_the_column_where_they_began(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    for word in ("目标甲", "1. 拜访", "反馈"):
        grid.keyboard.type(word)
        grid.keyboard.press("Tab")
    grid.keyboard.type("1. 太贵")
    grid.keyboard.press("Enter")
    settled(grid)
    assert [stored(rows[0], key) for key in ("goal", "actions", "feedback", "objections")] == [
        "目标甲",
        "1. 拜访",
        "反馈",
        "1. 太贵",
    ]
    expect(cell(grid, rows[1], "goal")).to_have_class("text is-active")


def test_arrows_leave_what_was_typed_but_move_in_what_is_edited(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("甲")
    grid.keyboard.press("ArrowDown")
    grid.keyboard.type("乙")
    grid.keyboard.press("ArrowUp")
    settled(grid)
    assert [stored(row, "goal") for row in rows[:2]] == ["甲", "乙"]
    grid.keyboard.press("F2")
    grid.keyboard.press("ArrowDown")
    grid.keyboard.press("Home")
    grid.keyboard.type("之")
    grid.keyboard.press("Enter")
    settled(grid)
    assert stored(rows[0], "goal") == "之甲"


def test_home_and_end_with_control_reach_the_corners(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[1], "goal").click()
    grid.keyboard.press("Control+End")
    expect(cell(grid, rows[2], "note")).to_have_class("text note is-active")
    grid.keyboard.press("Control+Home")
    expect(cell(grid, rows[0], "seq")).to_have_class("seq is-active")


def test_numbers_of_rows_stand_for_whole_rows(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "seq").hover()
    grid.mouse.down()
    cell(grid, rows[1], "seq").hover()
    grid.mouse.up()
    expect(grid.locator("td.in-range")).to_have_count(22)
    text, _html = grid.evaluate(COPY)
    assert [line.split("\t")[4] for line in text.split("\n")] == ["目标 12", "目标 11"]
    grid.keyboard.press("Control+-")
    expect(grid.locator(".toast")).to_contain_text("已删除 2 行")
    grid.keyboard.press("Control+z")
    expect(grid.locator("tr[data-row]")).to_have_count(3)


def test_shift_space_selects_the_row(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[1], "goal").click()
    grid.keyboard.press("Shift+Space")
    expect(grid.locator("td.in-range")).to_have_count(11)


def test_control_a_says_that_only_what_is_loaded_is_selected(grid: Page, cast: Cast) -> None:
    log_follow_ups([NewRow(cast.project, RowContent(date=date(2026, 2, 1)))] * 60, by=cast.ling)
    grid.reload()
    grid.locator("tr[data-row] td.text").first.click()
    grid.keyboard.press("Control+a")
    expect(grid.locator(".toast")).to_contain_text("50 行")


def test_menu_of_a_row_closed_by_escape_leaves_the_keys_with_the_cell(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click(button="right")
    expect(grid.locator("#row-menu")).to_be_visible()
    grid.keyboard.press("Escape")
    expect(grid.locator("#row-menu")).to_be_hidden()
    grid.keyboard.press("ArrowDown")
    expect(cell(grid, rows[1], "goal")).to_have_class("text is-active")


def test_menu_of_a_row_goes_by_arrows(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.press("ContextMenu")
    grid.keyboard.press("ArrowUp")
    expect(grid.locator('#row-menu [data-command="delete"]')).to_be_focused()
    grid.keyboard.press("Enter")
    expect(grid.locator("tr[data-row]")).to_have_count(2)
    expect(cell(grid, rows[1], "goal")).to_have_class("text is-active")


def test_control_semicolon_writes_today(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "date").click()
    grid.keyboard.press("Control+;")
    grid.keyboard.press("Enter")
    settled(grid)
    today = grid.evaluate("new Date().toLocaleDateString('sv')")
    assert stored(rows[0], "date") == today


def test_quoted_cells_of_many_lines_and_merged_cells_are_pasted(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.evaluate(PASTE, ["", '"第一行\n他说""好"""\t"1. 拜访\n2. 演示"\r\n单独\t\r\n'])
    settled(grid)
    assert stored(rows[0], "goal") == '第一行\n他说"好"'
    assert stored(rows[0], "actions") == "1. 拜访\n2. 演示"
    assert stored(rows[1], "goal") == "单独"
    merged = (
        "<style>td {color: red}</style><table style='width:9'><tr><td rowspan=2 class=xl65 style='height:1pt'>合并</td>"
        "<td>一</td></tr><tr><td>二</td></tr></table>"
    )
    cell(grid, rows[0], "feedback").click()
    grid.evaluate(PASTE, [merged, ""])
    settled(grid)
    assert [stored(row, "feedback") for row in rows[:2]] == ["合并", ""]
    assert [stored(row, "objections") for row in rows[:2]] == ["1. 一", "1. 二"]


def test_one_value_pasted_fills_the_range(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    cell(grid, rows[2], "goal").click(modifiers=["Shift"])
    grid.evaluate(PASTE, ["", "同一目标"])
    settled(grid)
    assert [stored(row, "goal") for row in rows] == ["同一目标"] * 3


def test_markup_and_formulas_stay_text(grid: Page, rows: list[FollowUp]) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>=cmd()"
    for key in ("goal", "risks"):
        cell(grid, rows[0], key).click()
        grid.keyboard.type(nasty)
        grid.keyboard.press("Enter")
    settled(grid)
    grid.reload()
    expect(cell(grid, rows[0], "goal")).to_have_text(nasty)
    expect(cell(grid, rows[0], "risks")).to_contain_text(nasty)
    expect(grid.locator("td script, td img")).to_have_count(0)


def test_copied_formula_is_given_to_a_spreadsheet_as_text(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("=cmd|'/c calc'!A1")
    grid.keyboard.press("Enter")
    settled(grid)
    grid.keyboard.press("ArrowUp")
    grid.keyboard.press("Shift+ArrowDown")
    _text, html = grid.evaluate(COPY)
    assert html.count("mso-number-format:'\\@'") == 1
    cell(grid, rows[2], "goal").click()
    grid.evaluate(PASTE, [html, ""])
    settled(grid)
    assert stored(rows[2], "goal") == "=cmd|'/c calc'!A1"


def test_long_text_does_not_make_its_row_endless(grid: Page, rows: list[FollowUp]) -> None:
    long = "会议纪要，逐条记录。" * 300
    cell(grid, rows[0], "feedback").click()
    grid.evaluate(PASTE, ["", long])
    settled(grid)
    box = grid.locator(f"#follow-up-{rows[0].pk}").bounding_box()
    assert box
    assert box["height"] < 400
    assert stored(rows[0], "feedback") == long
    grid.keyboard.press("F2")
    area = grid.locator(".plan-editor textarea")
    expect(area).to_have_value(long)
    expect(area).to_be_in_viewport()


def test_several_stages_are_ticked_without_opening_the_menu_again(grid: Page, rows: list[FollowUp]) -> None:
    grid.locator('.tools [popovertarget="filter-stage"]').click()
    for chosen, name in (("需求调研", "需求调研"), ("需求调研、商务谈判", "商务谈判")):
        grid.locator("#filter-stage").get_by_label(name).check()
        expect(grid.locator(".chips .chip")).to_contain_text(chosen)
    expect(grid.locator("#filter-stage")).to_be_visible()
    grid.keyboard.press("Escape")
    expect(grid.locator("#filter-stage")).to_be_hidden()


def test_column_offers_its_order(grid: Page, rows: list[FollowUp]) -> None:
    grid.locator('th[data-key="date"]').hover()
    grid.locator('th [popovertarget="filter-date"]').click()
    grid.locator("#filter-date").get_by_role("link", name="最早在前").click()
    expect(grid.locator("tr[data-row]").first).to_have_id(f"follow-up-{rows[2].pk}")


def test_found_words_are_marked(grid: Page, rows: list[FollowUp]) -> None:
    grid.goto("/plan/?q=目标&goal=11")
    expect(grid.locator("tr[data-row]")).to_have_count(1)
    grid.wait_for_function("CSS.highlights.get('found')?.size === 2")
    marked = grid.evaluate("[...CSS.highlights.get('found')].map(String)")
    assert sorted(marked) == ["11", "目标"]


def test_table_filtered_to_nothing_offers_the_way_back(grid: Page) -> None:
    grid.goto("/plan/?goal=没有这样的目标")
    expect(grid.locator("#new-rows")).to_be_hidden()
    grid.locator(".empty").get_by_role("link", name="显示全部").click()
    expect(grid.locator("tr[data-row]")).to_have_count(3)


def test_row_beside_the_table_opens_at_the_cell(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "feedback").click()
    grid.keyboard.press("Control+Enter")
    expect(grid.locator(".row-panel [name=feedback]")).to_be_focused()
    grid.keyboard.press("Escape")
    expect(grid.locator(".row-panel")).to_be_hidden()
    grid.keyboard.press("ArrowDown")
    expect(cell(grid, rows[1], "feedback")).to_have_class("text is-active")


def test_days_are_offered_from_today_also_in_an_old_row(grid: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "next_steps").click()
    grid.keyboard.type("回访（凌薇/")
    options = grid.get_by_role("option")
    expect(options.first).to_contain_text(clock.today().isoformat())
    expect(options.nth(1)).to_contain_text((clock.today() + timedelta(days=1)).isoformat())
    expect(options.last).to_contain_text("本行日期")


def test_follow_up_is_logged_on_a_phone(grid: Page, rows: list[FollowUp]) -> None:
    grid.set_viewport_size({"width": 390, "height": 844})
    grid.reload()
    grid.get_by_role("button", name="记一次跟进").click()
    panel = grid.locator(".row-panel")
    expect(panel.locator("[name=customer_project]")).to_be_focused()
    panel.locator("[name=customer_project]").fill("滨海银行/数据中台")
    panel.locator("[name=goal]").fill("敲定付款")
    panel.get_by_role("button", name="添加").click()
    expect(panel).to_be_hidden()
    expect(grid.locator("tr[data-row]")).to_have_count(4)
    new = FollowUp.objects.exclude(pk__in=[row.pk for row in rows]).get()
    assert (new.goal, new.happened_on) == ("敲定付款", clock.today())


def test_what_is_on_its_way_stays_in_sight_when_an_earlier_save_of_its_row_arrives(
    grid: Page, rows: list[FollowUp]
) -> None:
    held: list[Route] = []
    sent: list[Request] = []
    grid.on("request", lambda request: sent.append(request) if request.url.endswith("/cells") else None)
    grid.route("**/cells", lambda route: held.append(route) if sent[1:] else route.continue_())
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("目标甲")
    grid.keyboard.press("Tab")
    grid.keyboard.type("1. 拜访")
    grid.keyboard.press("Tab")
    expect(cell(grid, rows[0], "goal")).not_to_have_class(re.compile("is-saving"))
    expect(cell(grid, rows[0], "actions")).to_have_attribute("data-pending", "1. 拜访")
    expect(cell(grid, rows[0], "actions")).to_have_class("is-saving")
    held[0].continue_()
    settled(grid)
    assert stored(rows[0], "actions") == "1. 拜访"


def test_head_and_first_columns_lie_above_what_scrolls_below_them(grid: Page, cast: Cast) -> None:
    log_follow_ups([NewRow(cast.project, RowContent(date=date(2026, 2, 1), goal="目标"))] * 40, by=cast.ling)
    grid.set_viewport_size({"width": 1024, "height": 700})
    grid.reload()
    grid.locator("#plan-scroll").evaluate("card => card.scrollTo(300, 900)")
    for key in ("seq", "date", "customer_project"):
        seen = grid.locator(f'th[data-key="{key}"]').evaluate(
            "head => { const {x, y, width, height} = head.getBoundingClientRect();"
            " return head.contains(document.elementFromPoint(x + width / 2, y + height - 6)); }"
        )
        assert seen, key
    name = grid.locator("tr[data-row]:not(.fresh) > td.whose").nth(12)
    box = name.bounding_box()
    assert box
    assert name.evaluate(
        "(cell, [x, y]) => cell.contains(document.elementFromPoint(x, y))", [box["x"] + 20, box["y"] + 12]
    )
