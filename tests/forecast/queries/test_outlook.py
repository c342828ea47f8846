"""Ranges for any choice of projects."""

from datetime import date

from genjin.forecast.models import HORIZONS, ForecastModel
from genjin.forecast.queries.outlook import bands_until

TODAY = date(2026, 3, 1)


def test_what_has_been_won_stays_won() -> None:
    """The shocks of later days are far lower here; what is to come by then is not."""
    lifts = [[1.0, 1.0 - 2.0 * place / len(HORIZONS), 0.2, 0.2] for place in range(len(HORIZONS))]
    wins = {"": [2.0] * len(HORIZONS)}
    model = ForecastModel(currency="CNY", outlook={"new_wins": wins, "amounts": [100.0] * 5, "lifts": lifts})
    ends = [date(2026, 4, 1), date(2026, 7, 1), date(2026, 12, 31)]
    bands = bands_until([], model, [""], TODAY, ends, TODAY)
    for edge in ("low", "middle", "high"):
        values = [getattr(band, edge) for band in bands]
        assert values == sorted(values)
    assert bands[0].middle > 0
