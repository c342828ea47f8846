"""Throwing the dice: what will be won within each horizon, ten thousand times."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.outlook import Outlook
from genjin.forecast.engine.record import Shock

DRAWS: Final = 10_000
SEED: Final = 20_260_301
QUANTILES: Final = (0.1, 0.5, 0.9)
MOST_SINGLE_AMOUNTS: Final = 2_000_000
"""Amounts drawn one by one; beyond, sums of so many are as good as normal."""


@dataclass(frozen=True)
class Band:
    """The amount won within some days: a range that should hold four times of five, the middle, and the mean."""

    days: float
    owner: int | None  # None = the firm; the last place = nobody's
    p10: float
    p50: float
    p90: float
    mean: float


def roll_up(outlook: Outlook, shocks: Sequence[Shock], runs: Sequence[float], *, draws: int = DRAWS) -> list[Band]:
    """Return bands of the firm and of each owner. `shocks` and `runs` (amount by the run rate) are per horizon."""
    random = np.random.default_rng(SEED)
    mean = outlook.mean()
    active = np.flatnonzero(mean[:, -1] > 0) if mean.size else np.zeros(0, dtype=np.int64)
    horizons = len(outlook.days)
    common = random.standard_normal(draws)
    firm = np.zeros((horizons, draws))
    bands: list[Band] = []
    factors = np.stack([_factor(s, m, r, common) for s, m, r in zip(shocks, mean.sum(axis=0), runs, strict=True)])
    for owner in active:
        of_owner = []
        won = _from_pipe(outlook, int(owner), random, draws) + _from_new(outlook, int(owner), random, draws)
        firm += won
        own = random.standard_normal(draws)
        for h, shock in enumerate(shocks):
            tau = shock.owner_spread
            of_owner.append(_band(outlook.days[h], int(owner), won[h] * factors[h] * np.exp(tau * own - tau**2 / 2)))
        bands += _growing(of_owner)
    return _growing([_band(outlook.days[h], None, firm[h] * factors[h]) for h in range(horizons)]) + bands


def _growing(bands: list[Band]) -> list[Band]:
    """Return bands of which none is below that of fewer days: what has been won by then stays won.

    Each horizon has a shock of its own, and a longer one may be held to be much lower than a shorter one.
    """
    found = list(bands)
    highest = [-np.inf] * 4
    for place in sorted(range(len(bands)), key=lambda place: bands[place].days):
        band = bands[place]
        highest = [max(pair) for pair in zip(highest, (band.p10, band.p50, band.p90, band.mean), strict=True)]
        found[place] = Band(band.days, band.owner, *(float(value) for value in highest))
    return found


def _factor(shock: Shock, mean: float, run: float, common: Floats) -> Floats:
    """Return per draw what the sum of the coins is multiplied with."""
    level = shock.model_share + (1 - shock.model_share) * run / mean if mean > 0 else 1.0
    factor: Floats = level * np.exp(shock.bias + shock.spread * common - shock.spread**2 / 2)
    return factor


def _band(days: float, owner: int | None, won: Floats) -> Band:
    low, middle, high = np.quantile(won, QUANTILES)
    return Band(float(days), owner, float(low), float(middle), float(high), float(won.mean()))


def _from_pipe(outlook: Outlook, owner: int, random: np.random.Generator, draws: int) -> Floats:
    """Return horizons × draws: what the open deals of an owner bring. One die per deal tells by when it is won."""
    rows = np.flatnonzero(outlook.owner == owner)
    won = np.zeros((len(outlook.days), draws), dtype=np.float32)
    if not len(rows):
        return won.astype(np.float64)
    dice = random.random((len(rows), draws), dtype=np.float32)
    amount = outlook.amount[rows]
    unknown = np.flatnonzero(np.isnan(amount))
    said = np.nan_to_num(amount).astype(np.float32)
    guessed = random.choice(outlook.amounts, (len(unknown), draws)) if len(outlook.amounts) and len(unknown) else None
    for h in range(len(outlook.days)):
        wins = dice < outlook.won_by[rows, h, None].astype(np.float32)
        won[h] = said @ wins.astype(np.float32)
        if guessed is not None:
            won[h] += (guessed * wins[unknown]).sum(axis=0)
    return won.astype(np.float64)


def _from_new(outlook: Outlook, owner: int, random: np.random.Generator, draws: int) -> Floats:
    """Return horizons × draws: what deals bring that are not there yet, a compound Poisson process."""
    won = np.zeros((len(outlook.days), draws))
    if not len(outlook.amounts):
        return won
    order = np.argsort(outlook.days, kind="stable")
    expected = np.maximum(np.diff(np.r_[0.0, outlook.new_wins[owner, order]]), 0.0)
    total = np.zeros(draws)
    for place, more in zip(order, expected, strict=True):
        number = random.poisson(more, draws)
        total = total + _sum_of(number, outlook.amounts, random)
        won[place] = total
    return won


def _sum_of(number: Ints, amounts: Floats, random: np.random.Generator) -> Floats:
    """Return per draw the sum of as many amounts."""
    if number.sum() > MOST_SINGLE_AMOUNTS:
        spread = np.sqrt(number) * amounts.std()
        many: Floats = np.maximum(number * amounts.mean() + spread * random.standard_normal(len(number)), 0.0)
        return many
    drawn = amounts[random.integers(0, len(amounts), int(number.sum()))]
    few = np.zeros(len(number))
    np.add.at(few, np.repeat(np.arange(len(number)), number), drawn)
    return few
