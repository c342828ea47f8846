"""What the background does for the forecast: nobody who opens a page should wait for it."""

from typing import Final

from genjin.core import clock
from genjin.forecast.models import ForecastModel
from genjin.forecast.operations.reckoning import refresh_forecast, renew_odds
from genjin.forecast.queries.models import latest_model
from genjin.forecast.queries.news import has_news_since, learns_from_others, outcomes_since

ENOUGH: Final = 0.05
"""Share of what a model was learnt from that must have ended since before it is learnt anew within the day."""
FEWEST: Final = 5


def reckon_daily() -> bool:
    """Learn anew, reckon the odds and freeze a copy, unless that has been done today."""
    refresh_forecast(by=None)
    return False


def reckon_changes() -> bool:
    """Bring the forecast up to date with what happened: learn anew if enough has ended, else renew the odds.

    Nothing is done where nothing happened; the first reckoning of an installation is a whole one.
    """
    model = latest_model()
    if model is None or _is_outgrown(model):
        refresh_forecast(by=None, again=True)
    elif model.reckoned_at is None or has_news_since(model.reckoned_at):
        renew_odds(by=None)
    return False


def _is_outgrown(model: ForecastModel) -> bool:
    """Tell whether enough has ended since, or a history was brought in or forgotten; the first forty count at once."""
    ended = outcomes_since(model.fitted_at)
    least = 1 if model.is_default else max(FEWEST, ENOUGH * model.closed)
    return ended >= least or learns_from_others(model.fitted_at, clock.now())
