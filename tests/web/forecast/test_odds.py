"""The card of a project: its chance, why, and what would help most."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from genjin.core import clock
from genjin.forecast.models import ProjectOdds
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.forecast.wording import points_of
from genjin.pipeline.models import OutcomeKind
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.stopped_at(clock.end_of(TODAY)):
        yield


def card_of(cast: Cast, pk: int, language: str = "zh-hans") -> str:
    return signed_in(cast.ling, language).get(f"/projects/{pk}/modules/odds").content.decode()


def test_card_shows_the_chance_with_reasons_and_says_that_it_is_a_default(cast: Cast) -> None:
    for number in range(8):
        past = project(cast.customer, cast.ling, days=80, stages=3)
        ended(past, OutcomeKind.WON if number % 4 else OutcomeKind.LOST, cast.ling, TODAY - timedelta(days=number))
    found = project(cast.customer, cast.ling, days=25)
    refresh_forecast(by=None)
    odds = ProjectOdds.objects.get(project=found)
    html = card_of(cast, found.pk)
    assert f"{round(100 * odds.win)}%" in html
    assert "默认" in html
    assert "整体赢单水平" in html
    assert "default" in card_of(cast, found.pk, "en")
    page = signed_in(cast.ling).get(f"/projects/{found.pk}/").content.decode()
    assert 'id="module-odds"' in page


def test_card_says_why_there_is_no_chance(cast: Cast) -> None:
    assert "—" not in card_of(cast, cast.project.pk)
    assert "下一次" in card_of(cast, cast.project.pk)
    found = project(cast.customer, cast.ling)
    ended(found, OutcomeKind.WON, cast.ling, date(2026, 3, 1))
    assert "已结束" in card_of(cast, found.pk)


def test_stranger_gets_no_card(cast: Cast) -> None:
    assert signed_in(cast.wei).get(f"/projects/{cast.project.pk}/modules/odds").status_code == 404


@pytest.mark.parametrize(("win", "term", "points"), [(0.5, 0.0, 0), (0.5, 1.0, 23), (0.5, -1.0, -23), (1.0, 0.1, 0)])
def test_points_are_what_the_chance_would_lose(win: float, term: float, points: int) -> None:
    assert points_of(win, term) == points
