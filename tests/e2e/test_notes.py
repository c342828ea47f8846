"""Notes in the browser: by keyboard, several at once, on a phone; actions ticked off with a result."""

from datetime import timedelta

import pytest
from playwright.sync_api import Dialog, Page, expect

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.models import Action, FollowUp
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.e2e.plan_page import SignIn

NOTE = (
    "昨天和薄远去了华东精密，见了采购刘总，预算从200万压到150万，担心实施周期太长。"
    "下周三前凌薇交分期报价，争取二次汇报。"
)


@pytest.fixture
def second(cast: Cast) -> Project:
    return add_project(customer=cast.customer, name="能耗监测", by=cast.ling)


@pytest.fixture
def ling(page: Page, cast: Cast, sign_in: SignIn) -> Page:
    sign_in(cast.ling)
    page.goto("/today/")
    return page


def read(page: Page, text: str) -> None:
    page.locator("#note-text").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note-card").first).to_be_visible()


def test_note_is_read_corrected_and_saved_by_keyboard(ling: Page, cast: Cast, second: Project) -> None:
    liu = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    read(ling, NOTE)
    expect(ling.locator(".note-card .ask")).to_be_visible()
    expect(ling.locator("[name=project]").first).to_be_focused()
    assert not FollowUp.objects.exists()
    ling.keyboard.press("ArrowDown")
    ling.keyboard.press("ArrowUp")
    expect(ling.locator(f"[name=contacts][value='{liu.pk}']")).to_be_checked()
    ling.get_by_label("华东精密制造集团 · 能耗监测").check()  # the other one was meant
    ling.keyboard.press("Control+Enter")
    expect(ling.locator(".note-saved")).to_contain_text("能耗监测")
    expect(ling.locator("#note-text")).to_be_focused()
    expect(ling.locator("#note-text")).to_have_value("")
    ling.locator(".note-saved").get_by_role("link", name="计划表").click()
    row = ling.locator("tr[data-row]")
    expect(row).to_contain_text("预算从200万压到150万")
    expect(row).to_contain_text("交分期报价")
    expect(row).to_contain_text("担心实施周期太长")
    stored = FollowUp.objects.get()
    assert (stored.project, stored.contacts.get(), stored.channel) == (second, liu, "visit")


def test_part_shows_its_words_and_gives_them_back(ling: Page, cast: Cast) -> None:
    read(ling, NOTE)
    ling.locator(".note-step [name=step_content]").first.focus()
    expect(ling.locator("mark.is-lit")).to_have_text(["下周三前凌薇交分期报价，争取二次汇报"])
    ling.locator("mark", has_text="担心实施周期太长").hover()
    expect(ling.locator(".note-line.is-lit [name=objection]")).to_have_value("担心实施周期太长")
    feedback = ling.locator("[name=feedback]")
    assert "担心实施周期太长" not in feedback.input_value()
    ling.locator(".note-line", has=ling.locator("[name=objection]")).get_by_role("button").click()
    assert "担心实施周期太长" in feedback.input_value()
    ling.locator(".note-step").get_by_role("button").click()
    expect(ling.locator("[name=no_next_step_because]")).to_be_visible()
    ling.get_by_role("button", name="保存").click()
    expect(ling.locator(".note-said")).to_contain_text("下一步做什么")
    expect(ling.locator("[name=no_next_step_because]")).to_be_focused()
    ling.keyboard.type("等年度预算")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator(".note-saved")).to_be_visible()
    row = FollowUp.objects.get()
    assert "下周三前凌薇交分期报价，争取二次汇报" in row.feedback
    assert "等年度预算" in row.note


def test_three_notes_become_three_rows(ling: Page, cast: Cast, second: Project) -> None:
    bank = add_customer(name="滨海银行", by=cast.ling)
    add_project(customer=bank, name="数据中台", by=cast.ling)
    read(
        ling,
        "滨海银行：昨天电话，李行长认可方案。凌薇周五前发合同。\n"
        "华东精密 能耗监测：今天上门，设备到货。凌薇下周一验收。\n"
        "滨海银行：今天微信，李行长催合同。凌薇明天发。\n",
    )
    expect(ling.locator(".note-card")).to_have_count(3)
    ling.get_by_role("button", name="全部入库").click()
    expect(ling.locator(".note-saved")).to_have_count(3)
    projects = FollowUp.objects.order_by("pk").values_list("project__name", flat=True)
    assert list(projects) == ["数据中台", "能耗监测", "数据中台"]


def test_new_customer_only_by_choice(ling: Page, cast: Cast) -> None:
    read(ling, "今天拜访远航港口，赵总认可方案，凌薇周五前发报价。")
    ling.get_by_label("新客户／新项目").check()
    expect(ling.locator("[name=new_customer]")).to_be_focused()
    ling.keyboard.type("远航港口集团")
    ling.locator("[name=new_project]").fill("码头TOS")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator(".note-saved")).to_contain_text("远航港口集团 · 码头TOS")


def test_leaving_with_a_note_asks(ling: Page, cast: Cast) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    ling.on("dialog", stay)
    ling.locator("#note-text").click()
    ling.keyboard.type("还没写完")
    ling.evaluate("() => { setTimeout(() => { location.href = '/plan/'; }); }")
    while not asked:
        ling.wait_for_timeout(50)
    assert asked == ["beforeunload"]
    assert ling.url.endswith("/today/")


def test_on_a_phone(ling: Page, cast: Cast) -> None:
    ling.set_viewport_size({"width": 390, "height": 844})
    ling.goto("/today/")
    read(ling, NOTE)
    wide = ling.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390
    ling.get_by_role("button", name="保存").click()
    expect(ling.locator(".note-saved")).to_be_visible()
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_sideways(ling: Page, cast: Cast, width: int) -> None:
    today = clock.today()
    long = (
        "刘总说预算从200万压到150万，" + "另外这件事情还要等集团信息化办公室和采购中心一起开会研究之后才能最后决定" * 2
    )
    cast.log(date=today, feedback=long, next_steps=[ActionItem("拜访" + "采购部" * 20, "凌薇", today)])
    ling.set_viewport_size({"width": width, "height": 844})
    ling.goto("/today/")
    expect(ling.locator(".new-signal").first).to_be_visible()
    expect(ling.locator(".in-danger")).to_be_visible()
    read(ling, NOTE + long)
    assert ling.evaluate("() => document.documentElement.scrollWidth") <= width


def test_action_is_ticked_off_with_a_result(ling: Page, cast: Cast) -> None:
    today = clock.today()
    steps = [ActionItem("提交方案", "凌薇", today - timedelta(days=2)), ActionItem("约赵总", "凌薇", today)]
    cast.log(date=today - timedelta(days=9), next_steps=steps)
    ling.reload()
    box = ling.get_by_label("完成：提交方案")
    box.check()
    result = ling.get_by_placeholder("一句话写结果").first
    expect(result).to_be_focused()
    ling.keyboard.press("Escape")
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()
    ling.keyboard.press("Space")
    ling.keyboard.type("王总签收")
    ling.keyboard.press("Enter")
    expect(ling.locator("tick-line")).to_have_count(1)
    done = Action.objects.get(content="提交方案")
    assert (done.is_open, done.closing_words) == (False, "王总签收")
    ling.get_by_role("button", name="撤销").click()
    expect(ling.locator("tick-line")).to_have_count(2)


def test_postponing_asks_why_and_the_list_is_drawn_anew(ling: Page, cast: Cast) -> None:
    today = clock.today()
    cast.log(date=today - timedelta(days=9), next_steps=[ActionItem("提交方案", "凌薇", today)])
    ling.reload()
    ling.get_by_role("button", name="推迟：提交方案").click()
    ling.locator("#id_until").fill((today + timedelta(days=3)).isoformat())
    ling.locator("#id_reason").fill("客户出差")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator("dialog.side-panel")).not_to_be_visible()
    expect(ling.locator(".todo-day")).not_to_have_text("今天")
