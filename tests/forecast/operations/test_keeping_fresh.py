"""What the background reckons, and when it leaves things alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.forecast.models import ForecastModel, ForecastSnapshot, ProjectOdds
from genjin.forecast.operations.keeping_fresh import reckon_changes, reckon_daily
from genjin.forecast.operations.past_logs import bring_history, forget_history
from genjin.forecast.operations.reckoning import refresh_forecast, renew_odds
from genjin.pipeline.models import OutcomeKind
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project

pytestmark = pytest.mark.django_db
NOW = clock.end_of(TODAY) - timedelta(hours=8)


def test_a_day_is_reckoned_once(cast: Cast) -> None:
    with clock.stopped_at(NOW):
        assert reckon_daily() is False
        reckon_daily()
    assert ForecastSnapshot.objects.count() == 1
    with clock.stopped_at(NOW + timedelta(days=1)):
        reckon_daily()
    assert ForecastSnapshot.objects.count() == 2


def test_first_reckoning_is_a_whole_one(cast: Cast) -> None:
    with clock.stopped_at(NOW):
        reckon_changes()
    assert (ForecastModel.objects.count(), ForecastSnapshot.objects.count()) == (1, 1)


def test_new_project_has_odds_soon_and_no_copy_is_kept(cast: Cast) -> None:
    with clock.stopped_at(NOW):
        refresh_forecast(by=None)
    with clock.stopped_at(NOW + timedelta(minutes=10)):
        found = project(cast.customer, cast.ling)
        assert not ProjectOdds.objects.filter(project=found).exists()
    with clock.stopped_at(NOW + timedelta(minutes=30)):
        assert reckon_changes() is False
    assert ProjectOdds.objects.filter(project=found).exists()
    assert (ForecastModel.objects.count(), ForecastSnapshot.objects.count()) == (1, 1)
    assert ForecastModel.objects.get().reckoned_at == NOW + timedelta(minutes=30)


def test_where_nothing_happened_nothing_is_reckoned(cast: Cast) -> None:
    later = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)  # after the cast was made
    with clock.stopped_at(later):
        refresh_forecast(by=None)
    with clock.stopped_at(later + timedelta(minutes=30)), CaptureQueriesContext(connection) as queries:
        reckon_changes()
    assert ForecastModel.objects.get().reckoned_at == later
    assert len(queries) < 6


def firm_of_sixty(cast: Cast) -> None:
    for number in range(60):
        day = TODAY - timedelta(days=5 + number)
        ended(project(cast.customer, cast.ling, days=90), OutcomeKind(("won", "lost")[number % 2]), cast.ling, day)


@pytest.mark.parametrize(("ends", "models"), [(4, 1), (5, 2)])
def test_is_learnt_anew_once_enough_has_ended(cast: Cast, ends: int, models: int) -> None:
    with clock.stopped_at(NOW - timedelta(hours=1)):
        firm_of_sixty(cast)
    with clock.stopped_at(NOW):
        refresh_forecast(by=None)
    with clock.stopped_at(NOW + timedelta(minutes=10)):
        for _number in range(ends):
            ended(project(cast.customer, cast.ling), OutcomeKind.WON, cast.ling)
    with clock.stopped_at(NOW + timedelta(minutes=30)):
        reckon_changes()
    assert ForecastModel.objects.count() == models


def test_history_from_elsewhere_is_learnt_from_soon_and_forgotten_soon(cast: Cast) -> None:
    rows = "deal,at,event,value,owner\nA,2025-01-01,stage,初步接洽,老王\nA,2025-03-01,won,,老王\n"
    with clock.stopped_at(NOW):
        refresh_forecast(by=None)
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        log = bring_history("旧系统.csv", rows.encode(), by=cast.root)
    with clock.stopped_at(NOW + timedelta(minutes=30)):
        reckon_changes()
    assert ForecastModel.objects.order_by("-pk")[0].closed == 1
    with clock.stopped_at(NOW + timedelta(minutes=31)):
        forget_history(log, by=cast.root)
    with clock.stopped_at(NOW + timedelta(minutes=60)):
        reckon_changes()
    assert ForecastModel.objects.order_by("-pk")[0].closed == 0


def test_only_an_administrator_renews_odds(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        renew_odds(by=cast.max)


def test_renewed_odds_are_those_of_a_snapshot(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, close_on=date(2026, 3, 31))
    with clock.stopped_at(NOW):
        refresh_forecast(by=None)
        frozen = ProjectOdds.objects.get(project=found)
        renew_odds(by=None)
    now = ProjectOdds.objects.get(project=found)
    assert (now.win, now.terms, bytes(now.won_by)) == (frozen.win, frozen.terms, bytes(frozen.won_by))
