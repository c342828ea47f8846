"""The page of a customer in the browser: adding units and people, moving them, files, merging and parting."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from genjin.customers.models import Contact, Customer, CustomerFile, Unit
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer
from tests.cast import Cast
from tests.e2e.plan_page import SignIn


@pytest.fixture
def ling(page: Page, cast: Cast, sign_in: SignIn) -> Page:
    sign_in(cast.ling)
    return page


def open_customer(page: Page, cast: Cast) -> None:
    page.goto(f"/customers/{cast.customer.pk}/")


def test_units_and_people_are_added_and_moved_by_keyboard(ling: Page, cast: Cast) -> None:
    open_customer(ling, cast)
    for opener, name in (("add-unit", "总部"), ("add-unit", "采购部"), ("add-contact", "刘总")):
        ling.locator(f"#{opener}").focus()
        ling.keyboard.press("Enter")
        expect(ling.locator("#id_name")).to_be_focused()
        ling.keyboard.insert_text(name)
        ling.keyboard.press("Control+Enter")
        expect(ling.locator(".tree-node", has_text=name)).to_be_visible()
    top, part = Unit.objects.order_by("pk")
    person = Contact.objects.get()
    ling.locator(f"#tree-unit-{part.pk}").focus()
    ling.keyboard.press("Alt+ArrowRight")
    expect(ling.locator(f'.tree[data-unit="{top.pk}"] #tree-unit-{part.pk}')).to_be_focused()
    ling.locator(f"#tree-contact-{person.pk}").focus()
    ling.keyboard.press("Alt+ArrowRight")
    expect(ling.locator(f'.tree[data-unit="{top.pk}"] > .leaf #tree-contact-{person.pk}')).to_be_focused()
    ling.keyboard.press("Alt+ArrowLeft")
    expect(ling.locator(f'.tree[data-unit=""] > .leaf #tree-contact-{person.pk}')).to_be_focused()
    ling.keyboard.press("ArrowDown")
    expect(ling.locator(f"#tree-unit-{top.pk}")).to_be_focused()
    assert (Unit.objects.get(pk=part.pk).parent, Contact.objects.get().unit) == (top, None)


def test_person_is_dragged_into_a_unit(ling: Page, cast: Cast) -> None:
    unit = add_entry(Unit(customer=cast.customer, name="采购部"), by=cast.ling)
    person = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    open_customer(ling, cast)
    start = ling.locator(f"#tree-contact-{person.pk}").bounding_box()
    end = ling.locator(f"#tree-unit-{unit.pk}").bounding_box()
    assert start
    assert end
    ling.mouse.move(start["x"] + 10, start["y"] + 10)
    ling.mouse.down()
    ling.mouse.move(end["x"] + 15, end["y"] + 12, steps=6)
    ling.mouse.up()
    expect(ling.locator(f'.tree[data-unit="{unit.pk}"] #tree-contact-{person.pk}')).to_be_visible()
    expect(ling.locator("#module-contacts")).to_contain_text("采购部")
    assert Contact.objects.get(pk=person.pk).unit == unit


def test_file_is_put_there_deleted_and_brought_back(
    ling: Page, cast: Cast, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"  # type: ignore[attr-defined]
    path = tmp_path / "会议纪要 (终).pdf"
    path.write_bytes(b"%PDF-1.7")
    open_customer(ling, cast)
    ling.locator("#add-files").set_input_files(path)
    link = ling.get_by_role("link", name="会议纪要 (终).pdf")
    with ling.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "会议纪要 (终).pdf"
    ling.get_by_role("button", name="删除 会议纪要").click()
    expect(link).to_have_count(0)
    ling.locator(".toast").get_by_role("button", name="撤销").click()
    expect(link).to_be_visible()
    bad = tmp_path / "a.exe"
    bad.write_bytes(b"MZ")
    ling.locator("#add-files").set_input_files(bad)
    expect(ling.locator(".toast.error")).to_contain_text("zip")
    assert CustomerFile.objects.count() == 1


def test_twin_is_merged_and_parted(ling: Page, cast: Cast) -> None:
    twin = add_customer(name="华东精密", by=cast.ling)
    ling.goto(f"/customers/{twin.pk}/")
    ling.locator(f"#merge-into-{cast.customer.pk}").click()
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    ling.keyboard.press("Control+Enter")
    # the heading stands before the scripts have run: until then a press of the button below would be lost
    ling.wait_for_url(f"**/customers/{cast.customer.pk}/")
    expect(ling.get_by_role("heading", name="华东精密制造集团")).to_be_visible()
    assert Customer.objects.get(pk=twin.pk).merged_into == cast.customer
    ling.get_by_role("button", name="拆分").click()
    expect(ling.get_by_role("heading", name="华东精密", exact=True)).to_be_visible()


def test_list_is_filtered_while_one_types(ling: Page, cast: Cast) -> None:
    add_customer(name="滨海银行", by=cast.ling)
    ling.goto("/customers/")
    expect(ling.locator("tbody tr")).to_have_count(2)
    ling.locator("#list-words").fill("滨海")
    expect(ling.locator("tbody tr")).to_have_count(1)
    expect(ling.locator("#list-words")).to_have_value("滨海")


def test_pages_fit_a_phone(ling: Page, cast: Cast) -> None:
    ling.set_viewport_size({"width": 390, "height": 844})
    for address in ("/customers/", f"/customers/{cast.customer.pk}/"):
        ling.goto(address)
        assert ling.evaluate("document.documentElement.scrollWidth") <= 390
