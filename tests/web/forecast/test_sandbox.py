"""What if: moves dates and amounts, and saves nothing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.pipeline.models import Project
from genjin.planning.operations.project_profile import edit_project
from tests.cast import Cast
from tests.forecast.log import TODAY, project
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.stopped_at(clock.end_of(TODAY)):
        yield


@pytest.fixture
def reckoned(cast: Cast) -> Cast:
    cast.log(stage="需求调研")
    changes = {"amount": Decimal(1_000_000), "close_on": date(2026, 3, 28), "forecast_class": "committed"}
    edit_project(cast.project, changes, seen={}, by=cast.ling)
    refresh_forecast(by=cast.root)
    return cast


def moved(cast: Cast, **values: str) -> str:
    typed = {f"{name}-{cast.project.pk}": value for name, value in values.items()}
    reply = signed_in(cast.ling).post("/forecast/what-if", typed, headers={"HX-Request": "true"})
    assert reply.status_code == 200
    return reply.content.decode()


def test_moving_an_amount_shows_the_difference_and_saves_nothing(reckoned: Cast) -> None:
    events = ActivityEvent.objects.count()
    html = moved(reckoned, amount="250万", close="2026-03-28")
    assert "+150 万" in html
    assert Project.objects.get(pk=reckoned.project.pk).amount == 1_000_000
    assert ActivityEvent.objects.count() == events


def test_moving_the_date_out_takes_it_out_of_the_sums(reckoned: Cast) -> None:
    assert "−100 万" in moved(reckoned, close="2026-05-01")
    assert Project.objects.get(pk=reckoned.project.pk).close_on == date(2026, 3, 28)


def test_class_moves_between_the_sums(reckoned: Cast) -> None:
    html = moved(reckoned, **{"class": "best"})
    assert "−100 万" in html
    assert "+100 万" in html


def test_what_cannot_be_read_is_said(reckoned: Cast) -> None:
    assert "soon" in moved(reckoned, close="soon")
    assert "much" in moved(reckoned, amount="much")


def test_strangers_projects_cannot_be_moved(reckoned: Cast) -> None:
    reply = signed_in(reckoned.wei).post("/forecast/what-if", {f"amount-{reckoned.project.pk}": "999万"})
    assert "999" not in reply.content.decode()
    assert "MES" not in reply.content.decode()


def test_page_lists_what_can_be_moved(reckoned: Cast) -> None:
    html = signed_in(reckoned.ling).get("/forecast/what-if").content.decode()
    assert f'name="close-{reckoned.project.pk}"' in html


def test_what_closes_later_can_be_pulled_in(reckoned: Cast) -> None:
    edit_project(reckoned.project, {"close_on": date(2026, 4, 15)}, seen={"close_on": "2026-03-28"}, by=reckoned.ling)
    html = signed_in(reckoned.ling).get("/forecast/what-if").content.decode()
    assert f'name="close-{reckoned.project.pk}"' in html
    assert "+100 万" in moved(reckoned, close="2026-03-30", amount="1000000")


def test_amount_in_other_money_is_no_move_and_in_no_sum(reckoned: Cast) -> None:
    other = project(reckoned.customer, reckoned.ling, amount="7000000")
    changes = {"currency": "USD", "close_on": date(2026, 3, 29), "forecast_class": "committed"}
    edit_project(other, changes, seen={}, by=reckoned.ling)
    client = signed_in(reckoned.ling)
    for amount, words in (("7000000", "0 个"), ("8000000", "1 个")):
        reply = client.post("/forecast/what-if", {f"amount-{other.pk}": amount}, headers={"HX-Request": "true"})
        html = reply.content.decode()
        assert words in html
        assert "00 万" not in html.replace("100 万", "")
