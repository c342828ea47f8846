"""Decision signals in the browser: marked as soon as they are typed, decided on by keys, taken back, written on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from genjin.core import clock
from genjin.people.models import User
from genjin.planning.models import BuyingSignal, FollowUp, Risk
from tests.cast import Cast
from tests.e2e.plan_page import cell

SignIn = Callable[[User], None]
pytestmark = pytest.mark.usefixtures("phrases")


def test_words_typed_into_a_cell_are_marked_confirmed_and_become_a_risk(
    page: Page, cast: Cast, sign_in: SignIn
) -> None:
    row = cast.log(goal="摸清预算", date=clock.today())
    sign_in(cast.ling)
    page.goto("/plan/")
    feedback = cell(page, row, "feedback")
    feedback.click()
    page.keyboard.type("刘总说预算被砍，友商降价")
    page.keyboard.press("Enter")
    expect(feedback.locator("mark.sig.neg.is-new")).to_have_count(2)
    expect(feedback.locator(".sig-chip")).to_have_text(["预算 −", "竞争 −"])
    feedback.click()
    page.keyboard.press("F2")
    expect(page.locator(".plan-editor textarea")).to_have_value("刘总说预算被砍，友商降价")
    page.keyboard.press("Escape")

    page.goto("/signals/")
    expect(page.locator("#count-signals")).to_have_text("2")
    page.keyboard.press("j")
    page.keyboard.press("c")
    budget = page.locator(".signal", has_text="预算 −").first
    expect(budget).to_have_attribute("data-state", "confirmed")
    expect(budget).to_contain_text("砍的是总额还是时间")
    expect(page.locator("#count-signals")).to_have_text("1")
    page.keyboard.press("d")
    expect(page.locator("#count-signals")).to_have_text("")
    page.get_by_role("button", name="撤销").last.click()
    expect(page.locator("#count-signals")).to_have_text("1")

    budget.get_by_role("button", name="风险").click()
    expect(page.locator("#id_content")).to_have_value("预算被砍")
    page.keyboard.press("Control+Enter")
    expect(budget.locator(".signal-outcomes")).to_contain_text("风险")
    assert Risk.objects.get().content == "预算被砍"

    page.goto("/plan/")
    expect(cell(page, row, "feedback").locator(".sig-chip:not(.is-new)")).to_have_text("预算 −")
    assert set(BuyingSignal.objects.values_list("state", flat=True)) == {"confirmed", "new"}
    assert FollowUp.objects.get(pk=row.pk).feedback == "刘总说预算被砍，友商降价"


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_cut_off(page: Page, cast: Cast, sign_in: SignIn, width: int) -> None:
    cast.log(date=clock.today(), feedback="预算被砍" + "很长的话" * 200)
    sign_in(cast.ling)
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/signals/?age=all", "/signals/quality/", f"/projects/{cast.project.pk}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
