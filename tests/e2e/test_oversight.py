"""Calendar feeds, the team's page, the audit and personal data in the browser."""

from datetime import timedelta
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from genjin.calendar.models import CalendarFeed
from genjin.core import clock
from genjin.customers.models import Contact
from genjin.pipeline.operations.entries import add_entry
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.e2e.plan_page import SignIn
from tests.e2e.test_accessibility import assert_no_faults


def log_something(cast: Cast) -> Contact:
    today = clock.today()
    late = ActionItem("提交报价", "凌薇", today - timedelta(days=3))
    coming = ActionItem("约刘建国", "凌薇", today + timedelta(days=3))
    cast.log(date=today - timedelta(days=9), goal="拜访刘建国", next_steps=[late, coming])
    return add_entry(Contact(customer=cast.customer, name="刘建国", title="厂长"), by=cast.ling)


def test_feed_is_made_copied_fetched_and_revoked(page: Page, cast: Cast, sign_in: SignIn) -> None:
    log_something(cast)
    sign_in(cast.ling)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/settings/")
    page.get_by_role("link", name="日历订阅").click()
    page.get_by_label("名称").fill("手机")
    page.get_by_role("button", name="生成订阅").click()
    field = page.get_by_label("订阅地址")
    expect(field).to_be_focused()
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == field.input_value()
    with urlopen(address) as reply:  # noqa: S310  our own address
        titles = {str(event["summary"]) for event in Calendar.from_ical(reply.read()).walk("VEVENT")}
    assert titles == {"提交报价 · 华东精密制造集团 · MES 二期", "约刘建国 · 华东精密制造集团 · MES 二期"}
    page.goto("/settings/calendar/")
    expect(page.get_by_text("上次读取")).to_be_visible()
    expect(page.get_by_label("订阅地址")).to_have_count(0)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("还没有日历订阅")).to_be_visible()
    assert not CalendarFeed.objects.exists()


def test_manager_comes_from_a_figure_to_the_project(page: Page, cast: Cast, sign_in: SignIn) -> None:
    log_something(cast)
    sign_in(cast.max)
    page.goto("/today/")
    page.get_by_role("link", name="团队").click()
    page.get_by_role("row", name="凌薇").get_by_role("link", name="1", exact=True).first.click()
    expect(page.get_by_role("heading", name="逾期行动 · 凌薇")).to_be_visible()
    page.get_by_role("link", name="提交报价").click()
    page.wait_for_url(f"**/projects/{cast.project.pk}/")


def test_administrator_erases_a_person_and_the_audit_tells_it(page: Page, cast: Cast, sign_in: SignIn) -> None:
    contact = log_something(cast)
    sign_in(cast.root)
    page.goto(f"/contacts/{contact.pk}/personal-data/")
    expect(page.get_by_text("拜访刘建国").first).to_be_visible()
    page.get_by_label("输入姓名以确认").fill("刘建国")
    page.get_by_role("button", name="永久删除").click()
    expect(page.get_by_text(f"联系人已删除 #{contact.pk}").first).to_be_visible()
    page.goto("/settings/audit/")
    expect(page.get_by_text("删除个人信息", exact=True).first).to_be_visible()
    page.locator("#audit-words").fill("没有这样的词")
    expect(page.get_by_text("没有符合筛选条件的记录")).to_be_visible()


@pytest.mark.parametrize("address", ["/team/", "/team/actions?when=overdue", "/settings/calendar/", "/settings/audit/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault(page: Page, cast: Cast, sign_in: SignIn, address: str, scheme: str) -> None:
    log_something(cast)
    sign_in(cast.root)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    assert_no_faults(page, address)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_no_faults(page, f"{address} at 390 px")


def test_the_page_of_personal_data_has_no_fault(page: Page, cast: Cast, sign_in: SignIn) -> None:
    contact = log_something(cast)
    sign_in(cast.root)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/contacts/{contact.pk}/personal-data/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_no_faults(page, f"personal data at {width} px")
