"""Ctrl K in a real browser: typing, choosing by keyboard, going there."""

from playwright.sync_api import Page, expect

from genjin.customers.models import Contact
from genjin.pipeline.operations.entries import add_entry
from tests.cast import Cast
from tests.e2e.plan_page import SignIn


def test_what_is_found_is_chosen_by_keyboard(page: Page, cast: Cast, sign_in: SignIn) -> None:
    add_entry(Contact(customer=cast.customer, name="华立新", title="总工"), by=cast.ling)
    cast.log(feedback="华东的预算压到150万")
    sign_in(cast.ling)
    page.goto("/customers/")
    page.keyboard.press("Control+k")
    box, hits = page.locator("#search-box"), page.locator("#search-found").get_by_role("option")
    expect(box).to_be_focused()
    page.keyboard.type("华")
    expect(hits).to_have_count(4)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "found-2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/projects/{cast.project.pk}/")


def test_enter_without_a_choice_searches_the_plan_table(page: Page, cast: Cast, sign_in: SignIn) -> None:
    row = cast.log(feedback="预算压到150万")
    sign_in(cast.ling)
    page.goto("/projects/")
    page.keyboard.press("Control+k")
    page.keyboard.type("预算")
    expect(page.locator("#search-found").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#search-found")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(f"#follow-up-{row.pk}")).to_be_visible()


def test_a_click_on_a_row_found_shows_it_in_the_plan_table(page: Page, cast: Cast, sign_in: SignIn) -> None:
    row = cast.log(feedback="预算压到150万")
    cast.log(feedback="别的")
    sign_in(cast.ling)
    page.goto("/projects/")
    page.locator("#search-box").fill("预算")
    page.locator("#search-found").get_by_role("option").click()
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.locator(f"#follow-up-{row.pk}")).to_be_visible()
