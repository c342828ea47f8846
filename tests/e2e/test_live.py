"""Two people at once: each sees what the other saves, and where the other is at work, without loading the page anew."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from genjin.people.models import User
from genjin.pipeline.models import Stage
from genjin.pipeline.operations.team import remove_team_member
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.cells import TypedRow, write_cells
from genjin.planning.operations.follow_ups import delete_follow_ups, log_follow_up
from genjin.planning.operations.stages import move_project_to_stage
from tests.cast import Cast
from tests.e2e.plan_page import SignIn, cell, grid, rows, second_browser, settled, stored

__all__ = ["grid", "rows"]


@pytest.fixture
def theirs(browser: Browser, live: LiveServer, cast: Cast, grid: Page) -> Iterator[Page]:
    """The same table in front of Bo, in a browser of his own."""
    context = second_browser(browser, live, cast.bo)
    page = context.new_page()
    page.goto("/plan/")
    expect(page.locator("tr[data-row]")).to_have_count(3)
    yield page
    context.close()


def save(row: FollowUp, by: object, **cells: str) -> None:
    write_cells([TypedRow(row, cells, {})], by=by)


def test_save_of_one_is_seen_by_the_other(grid: Page, theirs: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("拿到二次汇报")
    grid.keyboard.press("Enter")
    settled(grid)
    expect(cell(theirs, rows[0], "goal")).to_have_text("拿到二次汇报")
    expect(cell(theirs, rows[0], "customer_project")).to_have_attribute("data-changed", "凌薇刚刚改过")


def test_what_is_typed_stays_when_the_other_saves_another_cell_of_the_row(
    grid: Page, theirs: Page, rows: list[FollowUp]
) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("我还在写")
    expect(cell(theirs, rows[0], "goal")).to_have_attribute("data-there", "凌薇")
    expect(theirs.locator(".live-people li")).to_have_attribute("aria-label", "凌薇正在编辑这一行")
    cell(theirs, rows[0], "note").click()
    theirs.keyboard.type("薄远的备注")
    theirs.keyboard.press("Enter")
    expect(cell(grid, rows[0], "note")).to_have_text("薄远的备注")
    expect(grid.locator(f"#follow-up-{rows[0].pk}")).to_have_attribute("data-changed", "")
    expect(grid.locator(".plan-editor textarea")).to_have_value("我还在写")
    grid.keyboard.type("，写完了")
    grid.keyboard.press("Enter")
    settled(grid)
    assert stored(rows[0], "goal") == "我还在写，写完了"
    assert stored(rows[0], "note") == "薄远的备注"
    expect(theirs.locator("[data-there]")).to_have_count(0)


def test_same_cell_still_asks_whose_text_is_kept(grid: Page, theirs: Page, rows: list[FollowUp]) -> None:
    cell(grid, rows[0], "goal").click()
    grid.keyboard.type("我的")
    cell(theirs, rows[0], "goal").click()
    theirs.keyboard.type("他的")
    theirs.keyboard.press("Enter")
    expect(grid.locator(f"#follow-up-{rows[0].pk}")).to_have_attribute("data-changed", "")
    expect(grid.locator(".plan-editor textarea")).to_have_value("我的")
    grid.keyboard.press("Enter")
    expect(grid.locator("dialog.conflict")).to_contain_text("他的")
    grid.keyboard.press("Enter")
    settled(grid)
    assert stored(rows[0], "goal") == "我的"


def log_as(person: User, cast: Cast, goal: str) -> None:
    log_follow_up(NewRow(cast.project, RowContent(date=date(2026, 3, 10), goal=goal)), by=person)


def test_new_rows_wait_in_a_bar_until_they_are_asked_for(grid: Page, cast: Cast) -> None:
    bar = grid.locator("#live-bar")
    cast.log(goal="自己在别处记的一行，不算新记录")
    log_as(cast.bo, cast, "新的一行")
    expect(bar).to_contain_text("有 1 行新记录")
    log_as(cast.bo, cast, "又一行")
    expect(bar).to_contain_text("有 2 行新记录")
    expect(grid.locator("tr[data-row]")).to_have_count(3)
    bar.get_by_role("button").click()
    expect(grid.locator("tr[data-row]")).to_have_count(6)
    expect(bar).to_be_hidden()


def test_deleted_row_is_taken_away_but_not_what_is_typed_into_it(grid: Page, cast: Cast, rows: list[FollowUp]) -> None:
    cell(grid, rows[1], "goal").click()
    grid.keyboard.type("还没保存")
    delete_follow_ups(rows[1:], by=cast.bo)
    expect(grid.locator(f"#follow-up-{rows[2].pk}")).to_have_count(0)
    expect(grid.locator(f"#follow-up-{rows[1].pk}")).to_have_class("is-gone")
    expect(grid.locator(".plan-editor textarea")).to_have_value("还没保存")


def test_who_loses_access_loses_the_rows(theirs: Page, cast: Cast) -> None:
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    expect(theirs.locator("tr[data-row]:not([data-row=''])")).to_have_count(0)


def test_nothing_is_missed_while_the_network_is_gone(grid: Page, cast: Cast, rows: list[FollowUp]) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    grid.route("**/live/**", refuse)
    expect(grid.locator(".live-mark")).to_have_text("已离线，恢复后自动补上")
    save(rows[0], cast.bo, goal="断网时改的")
    grid.unroute("**/live/**", refuse)
    expect(cell(grid, rows[0], "goal")).to_have_text("断网时改的")
    expect(grid.locator(".live-mark")).to_be_hidden()


def test_project_page_is_drawn_anew_where_somebody_changed_it(page: Page, sign_in: SignIn, cast: Cast) -> None:
    stage = Stage.objects.get(name="需求调研")
    sign_in(cast.bo)
    page.goto(f"/projects/{cast.project.pk}/")
    page.evaluate("window.isSamePage = true")
    move_project_to_stage(cast.project, stage, by=cast.ling)
    expect(page.locator(".stage-bar [aria-current=step]")).to_contain_text("需求调研")
    cast.log(goal="看得见的目标", feedback="预算过会了")
    expect(page.locator("#module-records")).to_contain_text("预算过会了")
    assert page.evaluate("window.isSamePage")
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    expect(page.locator("#module-records")).to_have_count(0)


def test_board_is_drawn_anew_where_somebody_moved_a_project(page: Page, sign_in: SignIn, cast: Cast) -> None:
    stage = Stage.objects.get(name="方案制定")
    sign_in(cast.bo)
    page.goto("/pipeline/")
    card = page.locator(f"#deal-{cast.project.pk}")
    expect(card).to_be_visible()
    move_project_to_stage(cast.project, stage, by=cast.ling)
    expect(page.locator(f'.board-cell[data-stage="{stage.pk}"] #deal-{cast.project.pk}')).to_be_visible()
