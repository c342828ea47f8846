"""Deals that are not in the pipe yet: how many come, how soon they are won, and what they are worth."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.curves import Curves
from genjin.forecast.engine.events import AMOUNT
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.timeline import Timeline

LARGEST_POOL: Final = 400
RECENT_CYCLES: Final = 4.0


@dataclass(frozen=True)
class Arrivals:
    """New deals per day, by owner (the last place is for no owner) and by the stage in which they begin."""

    per_day: Floats  # owners + 1
    begins: Floats  # stages; sums to 1

    def wins_by(self, curves: Curves) -> Floats:
        """Return owners × steps: how many wins of deals that are not there yet are expected by each day."""
        reached = np.r_[0.0, self.begins @ curves.entered]
        one = np.cumsum((reached[:-1] + reached[1:]) / 2) * curves.step
        return self.per_day[:, None] * one[None, :]


def arrivals_of(past: Past) -> Arrivals:
    """Learn the arrivals from the last cycles, recent days counting more."""
    span = float(-past.created.min(initial=-1.0))
    half = max(RECENT_CYCLES * past.cycle / 2, 14.0)
    weight = np.exp2(past.created / half)
    days = (1 - np.exp2(-max(span, 1.0) / half)) * half / np.log(2)
    owner = _owners_now(past)
    per_day = np.bincount(owner, weights=weight, minlength=len(past.owners) + 1) / days
    _, first = np.unique(past.spells.deal, return_index=True)
    begins = np.bincount(past.spells.stage[first], weights=weight, minlength=len(past.stages))
    total = begins.sum()
    return Arrivals(per_day, begins / total if total > 0 else np.full(len(begins), 1 / len(begins)))


def _owners_now(past: Past) -> Ints:
    everyone = np.arange(len(past.names))
    owner = Timeline(past, past.owner >= 0).last_owner(everyone, np.zeros(len(everyone)))
    return np.where(owner < 0, len(past.owners), owner)


@dataclass(frozen=True)
class Wins:
    """The wins of the past: day, amount (0 where none was written down) and owner (the last place = none)."""

    day: Floats
    amount: Floats
    owner: Ints
    created: Floats


def wins_of(past: Past, *, counted: bool) -> Wins:
    """Return all wins; with `counted` each is worth 1, for a log that has no amounts."""
    won = np.flatnonzero(past.won & past.is_closed)
    day = past.closed[won]
    amount = np.nan_to_num(Timeline(past, past.kind == AMOUNT).last_value(won, day))
    owner = Timeline(past, past.owner >= 0).last_owner(won, day)
    return Wins(
        day=day,
        amount=np.ones(len(won)) if counted else amount,
        owner=np.where(owner < 0, len(past.owners), owner),
        created=past.created[won],
    )


def amounts_to_expect(wins: Wins) -> Floats:
    """Return the amounts of the latest wins, from which those of new deals are drawn."""
    latest = np.lexsort((wins.amount, wins.day))[-LARGEST_POOL:]
    return np.sort(wins.amount[latest])
