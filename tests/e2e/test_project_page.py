"""A project's page in the browser: filled in by keyboard, conflicts, undo, small screens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from genjin.activity.tracking import values_of
from genjin.people.models import User
from genjin.pipeline.models import Need, Project
from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.planning.models import Goal
from genjin.planning.operations.goals import reach_goal
from tests.cast import Cast

SignIn = Callable[[User], None]


@pytest.fixture
def ling(page: Page, cast: Cast, sign_in: SignIn) -> Page:
    sign_in(cast.ling)
    page.goto(f"/projects/{cast.project.pk}/")
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_need_is_added_by_keyboard_and_the_focus_goes_back(ling: Page) -> None:
    ling.locator("#add-need").focus()
    press(ling, "Enter")
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    expect(ling.locator("#id_content")).to_be_focused()
    ling.keyboard.type("三班报工无纸化")
    press(ling, "Control+Enter")
    expect(ling.locator("#module-profile")).to_contain_text("三班报工无纸化")
    expect(ling.locator("dialog.side-panel")).not_to_be_visible()
    expect(ling.locator("#add-need")).to_be_focused()
    assert Need.objects.get().content == "三班报工无纸化"


def test_a_refused_value_is_told_at_its_field_and_esc_warns_once(ling: Page) -> None:
    ling.locator("#add-budget").click()
    ling.locator("#id_low").fill("300万")
    ling.locator("#id_high").fill("200万")
    press(ling, "Control+Enter")
    expect(ling.locator("dialog.side-panel .wrong")).to_contain_text("预算下限高于上限")
    press(ling, "Escape")
    expect(ling.locator(".panel-words")).to_contain_text("还没保存")
    press(ling, "Escape")
    expect(ling.locator("dialog.side-panel")).not_to_be_visible()
    assert focused(ling) == "add-budget"


def test_a_form_without_anything_typed_closes_at_once(ling: Page) -> None:
    ling.locator("#add-competitor").click()
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    press(ling, "Escape")
    expect(ling.locator("dialog.side-panel")).not_to_be_visible()


def test_theirs_stands_beside_yours_and_can_be_taken(ling: Page, cast: Cast) -> None:
    entry = add_entry(Need(project=cast.project, content="旧"), by=cast.ling)
    ling.reload()
    ling.locator(f"#need-{entry.pk}").click()
    ling.locator("#id_content").fill("凌薇的")
    edit_entry(entry, {"content": "薄远的"}, seen=values_of(entry), by=cast.bo)
    press(ling, "Control+Enter")
    expect(ling.locator(".theirs p")).to_have_text("薄远的")
    expect(ling.locator("#id_content")).to_have_value("凌薇的")
    ling.locator("[data-take]").click()
    expect(ling.locator("#id_content")).to_have_value("薄远的")
    ling.locator("#id_content").fill("两人商定的")
    press(ling, "Control+Enter")
    expect(ling.locator("#module-profile")).to_contain_text("两人商定的")


def test_a_deletion_is_taken_back_from_the_message(ling: Page, cast: Cast) -> None:
    entry = add_entry(Need(project=cast.project, content="回来"), by=cast.ling)
    ling.reload()
    ling.locator(f"#need-{entry.pk}").click()
    ling.locator("[hx-delete]").click()
    expect(ling.locator("#module-profile")).not_to_contain_text("回来")
    ling.locator("toast-list button").click()
    expect(ling.locator("#module-profile")).to_contain_text("回来")


def test_a_project_is_added_from_the_list(page: Page, cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.wei)
    page.goto("/projects/")
    page.locator("#add-project").click()
    page.locator("#id_customer").fill("滨海银行")
    page.locator("#id_name").fill("数据中台")
    press(page, "Control+Enter")
    expect(page.locator("h1")).to_have_text("数据中台")
    assert Project.objects.filter(name="数据中台", owner=cast.wei).exists()


def test_list_is_filtered_while_one_types(page: Page, cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.ling)
    page.goto("/projects/")
    expect(page.locator("table.list")).to_contain_text("MES 二期")
    page.locator("#list-words").press_sequentially("银行")
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator("#list-words")).to_be_focused()


@pytest.mark.parametrize("path", ["/projects/", "project"])
def test_nothing_is_wider_than_a_small_screen(page: Page, cast: Cast, sign_in: SignIn, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    add_entry(Need(project=cast.project, content="长" * 200), by=cast.ling)
    sign_in(cast.ling)
    page.goto(path if path != "project" else f"/projects/{cast.project.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_menu_stays_while_a_long_page_is_scrolled(ling: Page, cast: Cast) -> None:
    for number in range(10):
        cast.log(goal=f"第 {number} 次访谈", feedback="长 " * 60)
    ling.reload()
    ling.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert ling.evaluate("window.scrollY") > 0
    assert abs(ling.locator("nav.side").evaluate("side => side.getBoundingClientRect().top")) < 1


def test_a_goal_is_reached_by_a_tick_and_the_focus_stays(ling: Page, cast: Cast) -> None:
    goal = add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
    ling.reload()
    tick = ling.locator(f"#goal-tick-{goal.pk}")
    tick.focus()
    press(ling, "Space")
    expect(ling.locator("#module-goals .chip.pos")).to_contain_text("达成")
    expect(tick).to_be_checked()
    expect(tick).to_be_focused()
    press(ling, "Space")
    expect(tick).not_to_be_checked()


def test_proposals_of_a_playbook_are_ticked(ling: Page) -> None:
    ling.locator("#open-playbook").click()
    ling.locator("#playbook-type").select_option("cost")
    expect(ling.locator(".proposal")).to_have_count(7)
    ling.locator(".proposal input").first.check()
    press(ling, "Control+Enter")
    expect(ling.locator("#module-goals .strategies")).to_contain_text("三年总成本")
    expect(ling.locator("#open-playbook")).to_be_focused()


def test_a_sheet_is_filled_in_and_reckoned(ling: Page) -> None:
    ling.locator("#add-return").click()
    ling.locator("#id_title").fill("投资回报")
    ling.locator("[name=value-loss_avoided]").fill("60万")
    ling.locator("[name=value-one_off_cost]").fill("90万")
    press(ling, "Control+Enter")
    expect(ling.locator("#module-values")).to_contain_text("18.0 个月")
    expect(ling.locator("#module-values")).to_contain_text("未经客户确认")


def test_a_project_moves_on_with_a_reason_and_ends(ling: Page, cast: Cast) -> None:
    cast.log(stage="初步接洽")
    ling.reload()
    ling.locator(".stage-bar li:nth-child(2) button").click()
    expect(ling.locator(".unmet li")).to_have_count(5)
    press(ling, "Control+Enter")
    expect(ling.locator("dialog .wrong")).to_be_visible()
    ling.locator("#move-reason").fill("客户催方案")
    press(ling, "Control+Enter")
    expect(ling.locator(".stage-bar .now")).to_contain_text("需求调研")
    ling.locator("#module-stages .criteria button").first.click()
    ling.locator("#id_evidence").fill("3-12 会议纪要")
    press(ling, "Control+Enter")
    expect(ling.locator("#module-stages .is-met")).to_contain_text("3-12 会议纪要")
    ling.locator("#end-project").click()
    ling.locator("#id_kind").select_option("lost")
    ling.locator("#id_reason").fill("价格")
    ling.locator("#id_winner").fill("恒拓软件")
    press(ling, "Control+Enter")
    expect(ling.locator("#module-head h1")).to_contain_text("丢单")


def test_a_tick_that_is_refused_is_taken_back(ling: Page, cast: Cast) -> None:
    goal = add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
    ling.reload()
    reach_goal(goal, by=cast.bo)
    tick = ling.locator(f"#goal-tick-{goal.pk}")
    tick.click()
    expect(ling.locator("toast-list .error")).to_be_visible()
    expect(tick).not_to_be_checked()


@pytest.fixture
def papers(tmp_path: Path, settings) -> list[Path]:  # noqa: ANN001
    """Two files to attach, and a place of their own where they are kept."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    found = [tmp_path / name for name in ("会议纪要 (终).pdf", "报价.pdf")]
    for path in found:
        path.write_bytes(b"%PDF-1.7")
    return found


def test_files_are_attached_to_a_record_and_the_focus_stays(ling: Page, cast: Cast, papers: list[Path]) -> None:
    row = cast.log(goal="完成访谈")
    ling.reload()
    picker = ling.locator(f"#attach-{row.pk}")
    picker.focus()
    picker.set_input_files(papers)
    link = ling.locator("#module-records").get_by_role("link", name="会议纪要 (终).pdf")
    expect(link).to_be_visible()
    expect(picker).to_be_focused()
    with ling.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "会议纪要 (终).pdf"
    ling.get_by_role("button", name="删除 会议纪要").click()
    expect(link).to_have_count(0)
    ling.locator(".toast").get_by_role("button", name="撤销").click()
    expect(link).to_be_visible()


def test_files_chosen_for_a_contact_stay_chosen_when_it_is_refused(ling: Page, papers: list[Path]) -> None:
    ling.locator("#log-contact").click()
    ling.locator("#contact-files").set_input_files(papers)
    press(ling, "Escape")
    expect(ling.locator(".panel-words")).to_contain_text("还没保存")
    ling.locator("#id_goal").fill("完成访谈")
    press(ling, "Control+Enter")
    expect(ling.locator("dialog .wrong")).to_contain_text("下一步")
    ling.locator("#id_next_steps").fill("1. 提交方案")
    press(ling, "Control+Enter")
    expect(ling.locator("#module-records .file-list li")).to_have_count(2)


def test_files_are_attached_in_the_panel_of_a_row(ling: Page, cast: Cast, papers: list[Path]) -> None:
    row = cast.log(goal="完成访谈")
    ling.goto("/plan/")
    ling.locator(f"#follow-up-{row.pk} td:nth-child(5)").click()
    press(ling, "Control+Enter")
    ling.locator(f"#attach-{row.pk}").set_input_files(papers[0])
    expect(ling.locator(".row-panel .file-list")).to_contain_text("会议纪要 (终).pdf")
    ling.locator("#panel-goal").fill("拿到清单")
    press(ling, "Control+Enter")
    expect(ling.locator(f"#follow-up-{row.pk} td:nth-child(5)")).to_have_text("拿到清单")
