"""Looking up what the last row of a kind said, for many deals and days at once."""

import numpy as np

from genjin.forecast.engine.arrays import Flags, Floats, Ints
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.times import DAY

_BITS = 36
"""Room for the seconds within a key; 2^36 seconds are two thousand years."""


class Timeline:
    """The rows of a past that `chosen` marks, to be asked what had happened to a deal by a day."""

    def __init__(self, past: Past, chosen: Flags) -> None:
        self._past = past
        self._base = int(past.at.min(initial=past.as_of))
        self._keys = (past.deal[chosen] << _BITS) + (past.at[chosen] - self._base)
        self._value, self._owner, self._days = past.value[chosen], past.owner[chosen], past.days[chosen]

    def _places(self, deal: Ints, day: Floats) -> tuple[Ints, Ints]:
        """Return per pair the rows from … to, before which all rows of the deal up to the day stand."""
        seconds = np.floor(day * DAY + 0.5).astype(np.int64) + self._past.as_of - self._base
        until = np.searchsorted(self._keys, (deal << _BITS) + np.maximum(seconds, -1), side="right")
        return np.searchsorted(self._keys, deal << _BITS, side="left"), until

    def count(self, deal: Ints, day: Floats) -> Floats:
        """Return how many rows each deal had by each day."""
        since, until = self._places(deal, day)
        return (until - since).astype(np.float64)

    def last_value(self, deal: Ints, day: Floats) -> Floats:
        """Return the value of the last row by each day, nan if there was none."""
        return self._picked(self._value, deal, day)

    def first_value(self, deal: Ints, day: Floats) -> Floats:
        """Return the value of the deal's first row if it was there by each day, else nan."""
        since, until = self._places(deal, day)
        return self._at(self._value, since, until > since)

    def last_day(self, deal: Ints, day: Floats) -> Floats:
        """Return the day of the last row by each day, nan if there was none."""
        return self._picked(self._days, deal, day)

    def last_owner(self, deal: Ints, day: Floats) -> Ints:
        """Return the owner of the last row by each day, -1 if there was none."""
        found = self._picked(self._owner.astype(np.float64), deal, day)
        return np.where(np.isnan(found), -1, found).astype(np.int64)

    def _picked(self, of: Floats, deal: Ints, day: Floats) -> Floats:
        since, until = self._places(deal, day)
        return self._at(of, until - 1, until > since)

    def _at(self, of: Floats, rows: Ints, there: Flags) -> Floats:
        if not len(of):
            return np.full(len(rows), np.nan)
        return np.where(there, of[np.clip(rows, 0, len(of) - 1)], np.nan)
