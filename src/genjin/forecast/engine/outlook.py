"""What is expected to be won within given days, before any dice are thrown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.curves import Curves, curves_of
from genjin.forecast.engine.month_end import days_that_count
from genjin.forecast.engine.parts import DealOdds, Parts


@dataclass(frozen=True)
class Outlook:
    """Per open deal and horizon the chance of having been won; per owner and horizon the wins of deals yet to come."""

    days: Floats  # horizons
    won_by: Floats  # deals × horizons
    amount: Floats  # per deal, nan = not said
    owner: Ints  # per deal; the last place = nobody
    new_wins: Floats  # owners + 1 × horizons
    amounts: Floats  # of past wins, from which unknown amounts are drawn

    @property
    def owners(self) -> int:
        """How many places there are for owners, the one for nobody included."""
        return len(self.new_wins)

    def mean(self) -> Floats:
        """Return owners × horizons: the expected amount."""
        usual = float(self.amounts.mean()) if len(self.amounts) else 0.0
        amount = np.where(np.isnan(self.amount), usual, self.amount)
        total = self.new_wins * usual
        np.add.at(total, self.owner, amount[:, None] * self.won_by)
        return total

    def variance(self) -> Floats:
        """Return owners × horizons: the variance if every deal were decided by its own flip of a coin."""
        usual = float(self.amounts.mean()) if len(self.amounts) else 0.0
        square = float((self.amounts**2).mean()) if len(self.amounts) else 0.0
        said = ~np.isnan(self.amount)
        amount = np.where(said, self.amount, usual)[:, None]
        second = np.where(said, self.amount**2, square)[:, None]
        total = self.new_wins * square
        np.add.at(total, self.owner, second * self.won_by - (amount * self.won_by) ** 2)
        return total


def outlook_of(parts: Parts, deals: DealOdds, horizons: Sequence[float]) -> Outlook:
    """Spread each deal's chance over time by the curve of its stage and age; add the deals that are yet to come."""
    asked = np.asarray(horizons, dtype=np.float64)
    days = days_that_count(deals.as_of, asked, parts.rush)
    curves = curves_of(parts.hazards, float(days.max(initial=1.0)))
    now = deals.snapshots
    soon = _at(curves, curves.of(now.stage, now.age), days)
    ever = np.maximum(deals.by_stage_and_age, 1e-9)[:, None]
    share = np.clip(soon / ever, 0.0, 1.0)
    return Outlook(
        days=asked,
        won_by=deals.win[:, None] * share,
        amount=deals.amount,
        owner=deals.owner,
        new_wins=_at(curves, parts.arrivals.wins_by(curves), days),
        amounts=parts.amounts,
    )


def _at(curves: Curves, values: Floats, days: Floats) -> Floats:
    """Return rows × days from rows × steps, straight between the points of the grid, 0 now."""
    grid = np.r_[0.0, curves.days]
    right = np.clip(np.searchsorted(grid, days, side="left"), 1, len(grid) - 1)
    weight = (days - grid[right - 1]) / curves.step
    padded = np.c_[np.zeros(len(values)), values]
    between: Floats = padded[:, right - 1] * (1 - weight) + padded[:, right] * weight
    return between
