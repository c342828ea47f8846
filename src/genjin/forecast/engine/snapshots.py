"""How open deals stood at many moments: one row per deal and moment."""

from dataclasses import dataclass

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.past import Past


@dataclass(frozen=True)
class Snapshots:
    """Open deals at moments of the past. `day` counts from the as-of moment (≤ 0)."""

    deal: Ints
    day: Floats
    stage: Ints
    age: Floats  # days in the stage
    spell: Ints  # the row of the past's spells


def open_at(past: Past, days: Floats) -> Snapshots:
    """Return every deal that was open at each of the days (ascending, equal steps need not be)."""
    spells = past.spells
    end = np.where(spells.is_open, np.inf, spells.end)
    since = np.searchsorted(days, spells.start, side="left")
    until = np.searchsorted(days, end, side="left")
    # a spell that begins and ends at the same moment is never seen
    count = np.maximum(until - since, 0)
    spell = np.repeat(np.arange(len(count)), count)
    first = np.repeat(np.cumsum(count) - count, count)
    day = days[np.repeat(since, count) + np.arange(len(spell)) - first]
    return Snapshots(spells.deal[spell], day, spells.stage[spell], day - spells.start[spell], spell)


def open_now(past: Past) -> Snapshots:
    """Return the deals that are open at the as-of moment itself."""
    return open_at(past, np.zeros(1))
