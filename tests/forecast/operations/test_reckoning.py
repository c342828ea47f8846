"""Learning, reckoning odds, and freezing a copy."""

from datetime import date, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.forecast.models import HORIZONS, ForecastModel, ForecastSnapshot, ProjectOdds
from genjin.forecast.operations.reckoning import fit_model, refresh_forecast, take_snapshot
from genjin.pipeline.models import OutcomeKind, Project
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project

pytestmark = pytest.mark.django_db
NOW = clock.end_of(TODAY)


def firm(cast: Cast, ends: int = 6) -> list[Project]:
    """Some ended projects of Ling's, and one open one of hers and of Wei's."""
    for number in range(ends):
        found = project(cast.customer, cast.ling, days=60 + number, stages=3)
        ended(found, OutcomeKind.WON if number % 2 else OutcomeKind.LOST, cast.ling, TODAY - timedelta(days=number))
    return [
        project(cast.customer, cast.ling, days=25, close_on=date(2026, 3, 31)),
        project(None, cast.wei, days=10, stages=1, amount="250000.55"),
    ]


def test_reckons_odds_of_what_is_open_and_freezes_a_copy(cast: Cast) -> None:
    opened = firm(cast)
    with clock.stopped_at(NOW):
        snapshot = refresh_forecast(by=cast.root)
    model = ForecastModel.objects.get()
    assert (model.kind, model.closed, model.currency) == ("default", 6, "CNY")
    odds = {row.project_id: row for row in ProjectOdds.objects.all()}
    assert odds.keys() == {found.pk for found in opened}
    mine = odds[opened[0].pk]
    assert 0 < mine.win < 1
    assert mine.days_in_stage == 13
    assert len(bytes(mine.won_by)) == 4 * len(HORIZONS)
    assert set(mine.steps) <= {"contact", "next_stage"}
    frozen = {row[0]: row for row in snapshot.open_projects}
    assert frozen[opened[0].pk] == [opened[0].pk, mine.win, 100_000_000, "2026-03-31", "pipeline"]
    assert frozen[opened[1].pk][2] == 25_000_055
    assert len(snapshot.won_projects) == 3
    assert snapshot.bands.keys() == {"2026-03", "2026-Q1", "2026"}
    low, middle, high = snapshot.bands["2026"][""]
    assert 3_000_000 <= low <= middle <= high
    kinds = ActivityEvent.objects.filter(kind__startswith="forecast").values_list("kind", flat=True)
    assert sorted(kinds) == ["forecast.fitted", "forecast_snapshot.taken"]


def test_is_reckoned_once_a_day_unless_asked_again(cast: Cast) -> None:
    with clock.stopped_at(NOW):
        first = refresh_forecast(by=None)
        assert refresh_forecast(by=None) == first
        assert refresh_forecast(by=cast.root, again=True) != first
    with clock.stopped_at(NOW + timedelta(days=1)):
        assert refresh_forecast(by=None).day == TODAY + timedelta(days=1)
    assert ForecastSnapshot.objects.count() == 3


def test_snapshot_uses_the_model_that_is_there(cast: Cast) -> None:
    firm(cast)
    with clock.stopped_at(NOW):
        fit_model(by=cast.root)
        take_snapshot(by=cast.root)
        take_snapshot(by=cast.root)
    assert ForecastModel.objects.count() == 1
    first, second = ForecastSnapshot.objects.order_by("pk")
    assert first.open_projects == second.open_projects
    assert first.bands == second.bands


def test_snapshot_survives_projects_without_anything(db: None) -> None:
    Project.objects.all().delete()
    with clock.stopped_at(NOW):
        snapshot = refresh_forecast(by=None)
    assert snapshot.open_projects == []


@pytest.mark.parametrize("who", ["ling", "max", "ada"])
def test_only_an_administrator_reckons(cast: Cast, who: str) -> None:
    for operation in (fit_model, take_snapshot, refresh_forecast):
        with pytest.raises(NotAllowed):
            operation(by=getattr(cast, who))
    assert not ForecastSnapshot.objects.exists()
