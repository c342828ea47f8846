"""Deals that are closed in bulk on the last days of a month: how much more is won on them than on other days."""

from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Flags, Floats, Ints
from genjin.forecast.engine.times import DAY

LAST_DAYS: Final = 2
SURE: Final = 3.0
"""Standard deviations beyond chance from which on the rush is believed."""
DOUBT: Final = 30.0
"""Wins' worth of belief that all days are alike."""


def is_month_end(day: Ints) -> Flags:
    """Return whether days since 1970 are among the last of their month."""
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    later = (day + LAST_DAYS).astype("datetime64[D]").astype("datetime64[M]")
    last: Flags = later != month
    return last


def rush_of(won_at: Ints) -> float:
    """Return how many times as much is won on a month's last days as on others; 1 unless that is beyond chance.

    `won_at` are the moments of the wins in seconds on the wall's clock.
    """
    if len(won_at) < 2:
        return 1.0
    days = won_at // DAY
    share = float(is_month_end(np.arange(days.min(), days.max() + 1)).mean())
    came, wins = float(is_month_end(days).sum()), len(days)
    spread = np.sqrt(wins * share * (1 - share))
    if not 0 < share < 1 or came - wins * share < SURE * spread:
        return 1.0
    on_last = (came + DOUBT * share) / share
    on_others = (wins - came + DOUBT * (1 - share)) / (1 - share)
    return on_last / on_others


def days_that_count(as_of: int, horizons: Floats, rush: float) -> Floats:
    """Return horizons in days of even pace: a last day counts `rush` times another, a month about its own length."""
    if rush == 1.0:
        return horizons
    first = as_of // DAY
    days = np.arange(first, first + int(np.ceil(horizons.max(initial=0.0))) + 2)
    pace = np.where(is_month_end(days), rush, 1.0)
    pace /= 1 + (rush - 1) * LAST_DAYS * 12 / 365.25
    passed = np.r_[0.0, np.cumsum(pace)]
    begun = as_of % DAY / DAY
    counted: Floats = np.interp(horizons + begun, np.arange(len(passed)), passed) - np.interp(
        begun, np.arange(len(passed)), passed
    )
    return counted
