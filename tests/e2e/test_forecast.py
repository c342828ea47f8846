"""The forecast and the pipeline in the browser: charts, what if, and a card that is dragged past a gate."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from genjin.core import clock
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.pipeline.models import Project, Stage
from genjin.planning.operations.project_profile import edit_project
from tests.cast import Cast
from tests.e2e.plan_page import SignIn


@pytest.fixture
def reckoned(cast: Cast) -> Cast:
    today = clock.today()
    cast.log(date=today - timedelta(days=20), stage="需求调研")
    changes = {"amount": Decimal(3_200_000), "close_on": today, "forecast_class": "committed"}
    edit_project(cast.project, changes, seen={}, by=cast.ling)
    refresh_forecast(by=None)
    return cast


def test_charts_are_drawn_and_have_their_table(page: Page, sign_in: SignIn, reckoned: Cast) -> None:
    sign_in(reckoned.ling)
    page.goto("/forecast/")
    expect(page.locator("forecast-chart canvas")).to_have_count(2)
    page.locator("#fan-title").scroll_into_view_if_needed()
    page.locator(".chart-table summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chart-table").first.get_by_role("table")).to_be_visible()
    with page.expect_download() as found:
        page.locator('[data-png="fan"]').click()
    assert found.value.suggested_filename == "fan.png"
    # another period is drawn in place
    page.locator(".tabs a").first.click()
    expect(page).to_have_url(re.compile("period="))
    expect(page.locator("forecast-chart canvas")).to_have_count(2)


def test_what_if_answers_while_one_types(page: Page, sign_in: SignIn, reckoned: Cast) -> None:
    sign_in(reckoned.ling)
    page.goto("/forecast/what-if")
    page.locator(f'[name="amount-{reckoned.project.pk}"]').fill("500万")
    page.keyboard.press("Tab")
    expect(page.locator("#sandbox-figures")).to_contain_text("+180 万")
    assert Project.objects.get(pk=reckoned.project.pk).amount == 3_200_000


def test_card_is_dragged_past_the_gate(page: Page, sign_in: SignIn, reckoned: Cast) -> None:
    sign_in(reckoned.max)
    page.goto("/pipeline/")
    stage = Stage.objects.get(name="方案制定")
    card, aim = page.locator(f"#deal-{reckoned.project.pk}"), page.locator(f'[data-stage="{stage.pk}"]')
    start, end = card.bounding_box(), aim.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 50)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 60, steps=4)
    page.mouse.move(end["x"] + 40, end["y"] + 40, steps=8)
    page.mouse.up()
    expect(page.locator("#side-panel .unmet")).to_be_visible()
    page.locator("#move-reason").fill("客户催得急")
    page.keyboard.press("Control+Enter")
    expect(aim.locator(f"#deal-{reckoned.project.pk}")).to_be_visible()
    assert Project.objects.get(pk=reckoned.project.pk).stage == stage


def test_card_is_moved_by_keyboard(page: Page, sign_in: SignIn, reckoned: Cast) -> None:
    sign_in(reckoned.ling)
    page.goto("/pipeline/")
    page.locator(f"#back-{reckoned.project.pk}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#move-reason")).to_be_focused()
    page.keyboard.press("Control+Enter")
    first = Stage.objects.get(name="初步接洽")
    expect(page.locator(f'[data-stage="{first.pk}"] #deal-{reckoned.project.pk}')).to_be_visible()
