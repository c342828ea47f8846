"""The stage table that every CRM has, and how far the firm's own past outweighs it."""

from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.past import Past

FIRST, LAST = 0.10, 0.60
"""Chances of the first and the last stage in the table that holds until somebody edits it.

What vendors ship ends at 0.9: of all open deals that sit in a last stage, far fewer are won."""
TABLE_COUNTS: Final = 10.0
"""Closed deals' worth of belief in the table."""


def stage_table(stages: int) -> Floats:
    """Return the default chance of winning per stage, the one before the first included; rises in log odds."""
    place = np.arange(stages - 1) / max(stages - 2, 1)
    ends = np.log(np.array([FIRST, LAST]) / (1 - np.array([FIRST, LAST])))
    chances = 1 / (1 + np.exp(-(ends[0] + (ends[1] - ends[0]) * place)))
    table: Floats = np.r_[FIRST, chances]
    return table


def closed_visits(past: Past) -> Floats:
    """Return per stage how many closed deals have been in it."""
    spells = past.spells
    visits = np.unique(spells.deal * spells.stages + spells.stage)
    deal, stage = visits // spells.stages, visits % spells.stages
    return np.bincount(stage[past.is_closed[deal]], minlength=spells.stages).astype(np.float64)


def blended(chance: Floats, cases: Floats, table: Floats) -> Floats:
    """Return (n p + 10 t) / (n + 10): the firm's own chance p from n cases, the table's chance t."""
    mixed: Floats = (cases * chance + TABLE_COUNTS * table) / (cases + TABLE_COUNTS)
    return mixed
