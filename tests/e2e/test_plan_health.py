"""How a plan stands, in the browser: a button drafts the remedy, a save draws the card anew, no page has a fault."""

from playwright.sync_api import Page, expect

from genjin.health.models import AlertSnooze, HealthAlert
from genjin.planning.models import Action
from tests.cast import Cast
from tests.e2e.plan_page import SignIn
from tests.e2e.test_accessibility import assert_no_faults

ADDRESSES = ("/health/", "/settings/health/", "/projects/?order=health")


def test_the_button_drafts_the_remedy_and_a_save_clears_the_alert(page: Page, cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.ling)
    page.goto(f"/projects/{cast.project.pk}/")
    page.locator(f"#remedy-{cast.project.pk}-P1").click()
    expect(page.locator("#id_content")).to_have_value("与客户约定下一步")
    assert not Action.objects.exists()
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog.side-panel")).not_to_be_visible()
    expect(page.locator(f"#remedy-{cast.project.pk}-P1")).to_have_count(0)
    assert Action.objects.get().content == "与客户约定下一步"
    assert not HealthAlert.objects.filter(check_key="P1").exists()


def test_an_alert_is_put_off_and_shown_again(page: Page, cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.ling)
    page.goto(f"/projects/{cast.project.pk}/")
    page.locator(f"#snooze-{cast.project.pk}-P1").click()
    page.locator("#id_reason").fill("客户年终盘点")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#snooze-{cast.project.pk}-P1")).to_have_count(0)
    assert AlertSnooze.objects.get().reason == "客户年终盘点"
    page.locator("#all-alerts").click()
    expect(page.locator("dialog.side-panel")).to_contain_text("客户年终盘点")
    page.locator(f"#panel-wake-{cast.project.pk}-P1").click()
    expect(page.locator(f"#snooze-{cast.project.pk}-P1")).to_be_visible()


def test_no_page_of_it_has_a_fault_or_is_wider_than_the_screen(page: Page, cast: Cast, sign_in: SignIn) -> None:
    cast.log(stage="商务谈判", goal="谈价")
    sign_in(cast.root)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            for address in (
                "/health/",
                "/settings/health/",
                "/projects/?order=health",
                f"/projects/{cast.project.pk}/",
            ):
                page.goto(address)
                assert_no_faults(page, f"{address} at {width}, {scheme}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        for opener in ("#all-alerts", f"#verdict-{cast.project.pk}-P1"):
            page.locator(opener).click()
            expect(page.locator("dialog.side-panel")).to_be_visible()
            assert_no_faults(page, f"{opener}, {scheme}")
            page.keyboard.press("Escape")
