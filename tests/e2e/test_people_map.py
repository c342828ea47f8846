"""The map of a project's people in the browser: adding, dragging, arrow keys, the panel of a person."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.pipeline.models import AttitudeFact, LineKind, Stakeholder, StakeholderLine
from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.pipeline.operations.stakeholders import Words, add_people, set_attitude
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.text.people_lines import read_people_lines
from tests.cast import Cast
from tests.e2e.plan_page import SignIn

PEOPLE = """赵总，生产副总，生产中心，KDM
刘总，采购总监，采购部，KDM
王总工，技术总监，技术部，KI
周主任，车间主任，生产中心，KU"""


@pytest.fixture
def people(cast: Cast) -> list[Stakeholder]:
    """Four people, two of whom stand somewhere; Zhou reports to Zhao, Wang influences Zhao, Liu is against Wang."""
    zhao, liu, wang, zhou = added = add_people(cast.project, read_people_lines(PEOPLE), by=cast.ling)
    today = clock.today()
    for person, attitude, quote, ago in (
        (liu, -1, "预算压到 150 万", 3),
        (wang, 2, "我来约赵总", 3),
        (wang, 0, "先看看", 80),
    ):
        set_attitude(
            person, attitude, Words(quote, str(person.contact), observed_on=today - timedelta(days=ago)), by=cast.ling
        )
    edit_entry(zhao, {"influence": 3, "buying_roles": ["final"]}, seen={}, by=cast.ling)
    edit_entry(zhou.contact, {"reports_to": zhao.contact}, seen={}, by=cast.ling)
    for source, kind, target in ((wang, LineKind.INFLUENCES, zhao), (liu, LineKind.CONFLICTS, wang)):
        add_entry(StakeholderLine(project=cast.project, source=source, kind=kind, target=target), by=cast.ling)
    add_entry(Stakeholder(project=cast.project, placeholder="财务总监", role="KDM", influence=3), by=cast.ling)
    row = cast.log(date=today - timedelta(days=3), goal="技术交流", feedback="认可排产方案")
    edit_contact_details(row, {"channel": "visit"}, seen={}, by=cast.ling, contacts=[liu.contact, wang.contact])
    return added


@pytest.fixture
def ling(page: Page, cast: Cast, sign_in: SignIn) -> Page:
    sign_in(cast.ling)
    return page


def open_map(page: Page, cast: Cast, view: str = "quadrant") -> None:
    page.goto(f"/projects/{cast.project.pk}/people/?view={view}")


def place(page: Page, influence: int, attitude: str) -> Locator:
    return page.locator(f'td[data-influence="{influence}"][data-attitude="{attitude}"]')


def test_people_are_added_by_keyboard_alone(ling: Page, cast: Cast) -> None:
    open_map(ling, cast)
    ling.locator("#add-people").focus()
    ling.keyboard.press("Enter")
    expect(ling.get_by_label("人员", exact=True)).to_be_focused()
    ling.keyboard.insert_text(PEOPLE)
    ling.keyboard.press("Control+Enter")
    expect(ling.locator(".people-table tbody tr")).to_have_count(4)
    expect(ling.locator(".dot")).to_have_count(4)
    expect(ling.locator("#add-people")).to_be_focused()
    assert Contact.objects.filter(customer=cast.customer).count() == 4


def test_arrow_keys_move_a_person_and_enter_asks_for_the_words(
    ling: Page, cast: Cast, people: list[Stakeholder]
) -> None:
    open_map(ling, cast)
    dot = ling.locator(f"#dot-{people[0].pk}")
    dot.focus()
    for _step in range(4):
        ling.keyboard.press("ArrowRight")
    ling.keyboard.press("ArrowDown")
    expect(place(ling, 2, "1").locator(dot)).to_be_focused()
    expect(ling.locator("people-quadrant [role=status]")).to_contain_text("支持")
    ling.keyboard.press("Enter")
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    ling.get_by_label("原话", exact=True).fill("先按你们的方案报")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator("dialog.side-panel")).to_be_hidden()
    expect(place(ling, 2, "1").locator(dot)).to_be_focused()
    expect(ling.locator(".light")).to_contain_text("绿灯")
    people[0].refresh_from_db()
    assert (people[0].influence, people[0].attitude) == (2, 1)


def test_escape_and_leaving_put_the_person_back(ling: Page, cast: Cast, people: list[Stakeholder]) -> None:
    open_map(ling, cast)
    dot = ling.locator(f"#dot-{people[1].pk}")
    dot.focus()
    ling.keyboard.press("ArrowRight")
    expect(place(ling, 2, "0").locator(dot)).to_have_count(1)
    ling.keyboard.press("Escape")
    expect(place(ling, 2, "-1").locator(dot)).to_be_focused()
    ling.keyboard.press("ArrowUp")
    ling.locator("#add-people").focus()
    expect(place(ling, 2, "-1").locator(dot)).to_have_count(1)
    dot.focus()
    ling.keyboard.press("ArrowUp")
    ling.keyboard.press("Enter")
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    ling.keyboard.press("Escape")
    expect(place(ling, 2, "-1").locator(dot)).to_have_count(1)
    assert AttitudeFact.objects.count() == 3


def test_drag_asks_for_the_words_and_saves(ling: Page, cast: Cast, people: list[Stakeholder]) -> None:
    open_map(ling, cast)
    dot, aim = ling.locator(f"#dot-{people[3].pk}"), place(ling, 3, "-2")
    start, end = dot.bounding_box(), aim.bounding_box()
    assert start
    assert end
    ling.mouse.move(start["x"] + 20, start["y"] + 20)
    ling.mouse.down()
    ling.mouse.move(end["x"] + 40, end["y"] + 30, steps=5)
    ling.mouse.up()
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    ling.keyboard.press("Control+Enter")
    expect(ling.locator("[data-field=quote] .wrong")).to_be_visible()
    ling.get_by_label("原话", exact=True).fill("没用")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator("dialog.side-panel")).to_be_hidden()
    expect(aim.locator(dot)).to_have_count(1)
    people[3].refresh_from_db()
    assert (people[3].influence, people[3].attitude) == (3, -2)


def test_chart_shows_people_under_each_other_and_the_panel_of_one(
    ling: Page, cast: Cast, people: list[Stakeholder]
) -> None:
    open_map(ling, cast, "chart")
    zhao, zhou = (ling.locator(f"#node-{person.pk}") for person in (people[0], people[3]))
    expect(ling.locator("li").filter(has=zhao).filter(has=zhou)).not_to_have_count(0)
    expect(ling.locator(".lines-drawn path")).to_have_count(2)
    ling.locator(f"#node-{people[2].pk}").focus()
    ling.keyboard.press("Enter")
    expect(ling.locator(".attitude-chart circle")).to_have_count(2)
    expect(ling.locator(".facts").first).to_contain_text("我来约赵总")
    ling.get_by_role("button", name="说明态度").click()
    ling.get_by_label("原话", exact=True).fill("我在会上讲")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator("dialog.side-panel")).to_be_hidden()
    assert AttitudeFact.objects.filter(stakeholder=people[2]).count() == 2 + 1


def test_guest_looks_and_moves_nobody(page: Page, cast: Cast, people: list[Stakeholder], sign_in: SignIn) -> None:
    sign_in(cast.ada)
    open_map(page, cast)
    expect(page.locator("#add-people")).to_have_count(0)
    page.locator(f"#dot-{people[0].pk}").focus()
    page.keyboard.press("ArrowRight")
    expect(place(page, 3, "").locator(f"#dot-{people[0].pk}")).to_have_count(1)


def test_map_fits_a_phone(ling: Page, cast: Cast, people: list[Stakeholder]) -> None:
    ling.set_viewport_size({"width": 390, "height": 844})
    for view in ("quadrant", "chart"):
        open_map(ling, cast, view)
        assert ling.evaluate("document.documentElement.scrollWidth") <= 390
