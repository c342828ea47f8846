"""What a share of the deals brings, quickly: any choice of deals, while a page waits.

The odds and their curves are known already. The weightiest deals flip their own coins; the many small ones together
are as good as normal. The common shock is laid on as in `rollup`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.rollup import QUANTILES, SEED

DRAWS: Final = 2_000
ONE_BY_ONE: Final = 200
"""Deals that flip their own coins; the others' sum is drawn from the normal distribution."""


@dataclass(frozen=True)
class Lift:
    """What past windows taught for a span: level against the plain sum, bias and spread of all, spread of one owner."""

    level: float = 1.0
    bias: float = 0.0
    spread: float = 0.2
    owner_spread: float = 0.2


@dataclass(frozen=True)
class Share:
    """A choice of deals and of owners' new business, for some spans of time."""

    chance: Floats  # deals × spans: won within the span
    amount: Floats  # per deal, nan = not said
    new_wins: Floats  # spans: expected wins of deals that are not there yet
    amounts: Floats  # of past wins
    concentration: float = 1.0  # Σ share² of the owners: 1 = all of one owner, near 0 = of many


def draw_share(share: Share, lifts: Sequence[Lift], *, draws: int = DRAWS) -> Floats:
    """Return spans × draws: the amount won in each span. The same share always gives the same draws."""
    random = np.random.default_rng(SEED)
    common, own, rest = random.standard_normal((3, draws))
    usual = float(share.amounts.mean()) if len(share.amounts) else 0.0
    amount = np.where(np.isnan(share.amount), usual, share.amount)
    best = share.chance.max(axis=1, initial=0.0)
    order = np.argsort(-(amount**2) * best * (1 - best * 0.5), kind="stable")
    drawn, summed = order[:ONE_BY_ONE], order[ONE_BY_ONE:]
    dice = random.random((len(drawn), draws), dtype=np.float32)
    found = np.zeros((len(lifts), draws))
    for span, lift in enumerate(lifts):
        chance = share.chance[:, span]
        wins = (dice < chance[drawn, None].astype(np.float32)).astype(np.float32)
        won = (amount[drawn].astype(np.float32) @ wins).astype(np.float64)
        if len(summed):
            mean = float(amount[summed] @ chance[summed])
            spread = float(np.sqrt((amount[summed] ** 2) @ (chance[summed] * (1 - chance[summed]))))
            won += np.maximum(mean + spread * rest, 0.0)
        won += _from_new(float(share.new_wins[span]), share.amounts, random, draws)
        shock = lift.bias + lift.spread * common - lift.spread**2 / 2
        tau = lift.owner_spread * float(np.sqrt(share.concentration))
        found[span] = won * lift.level * np.exp(shock + tau * own - tau**2 / 2)
    return found


def band_of(drawn: Floats) -> tuple[float, float, float]:
    """Return P10, P50 and P90 of draws."""
    low, middle, high = np.quantile(drawn, QUANTILES)
    return float(low), float(middle), float(high)


def _from_new(expected: float, amounts: Floats, random: np.random.Generator, draws: int) -> Floats:
    """Return per draw what new deals bring: few are drawn, many are as good as normal."""
    if not len(amounts) or expected <= 0:
        return np.zeros(draws)
    if expected > ONE_BY_ONE:
        mean, square = float(amounts.mean()), float((amounts**2).mean())
        many: Floats = np.maximum(expected * mean + np.sqrt(expected * square) * random.standard_normal(draws), 0.0)
        return many
    number = random.poisson(expected, draws)
    taken = amounts[random.integers(0, len(amounts), int(number.sum()))]
    few = np.zeros(draws)
    np.add.at(few, np.repeat(np.arange(draws), number), taken)
    return few


def won_between(won_by: Floats, horizons: Floats, start: float, end: float) -> Floats:
    """Return rows' chance of being won after `start` and by `end` days from now, straight between the horizons.

    `won_by` is rows × horizons; before now nothing is won, after the last horizon nothing more.
    """
    grid = np.r_[0.0, horizons]
    known = np.c_[np.zeros(len(won_by)), won_by]
    return np.maximum(_at(known, grid, end) - _at(known, grid, start), 0.0)


def _at(known: Floats, grid: Floats, day: float) -> Floats:
    place = float(np.interp(day, grid, np.arange(len(grid))))
    left = int(place)
    right = min(left + 1, len(grid) - 1)
    between: Floats = known[:, left] * (1 - (place - left)) + known[:, right] * (place - left)
    return between
