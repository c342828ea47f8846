"""The time that deals spent in each stage, and how each spell ended."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Flags, Floats, Ints
from genjin.forecast.engine.events import LOST, STAGE, WON
from genjin.forecast.engine.events import OUT_OF_SIGHT as OUT_OF_SIGHT_ROW

STILL_OPEN: Final = -1
OUT_OF_SIGHT: Final = -2


@dataclass(frozen=True)
class Spells:
    """One row per stay of a deal in a stage, by deal and time. Times in days before the moment of looking (≤ 0).

    `exit` is the stage gone to, `stages` for lost, `stages + 1` for won, `STILL_OPEN`, or `OUT_OF_SIGHT` if nothing is
    known from its `end` on; the `end` of open ones is 0.
    `closed` is when the deal was closed for good if this spell ended so (later than `end` if the outcome was
    corrected), else nan.
    """

    stages: int  # how many there are, the one before the first included
    deal: Ints
    stage: Ints
    start: Floats
    end: Floats
    exit: Ints
    closed: Floats

    @property
    def is_open(self) -> Flags:
        """Per spell, whether the deal is still in it."""
        still: Flags = self.exit == STILL_OPEN
        return still

    @property
    def has_left(self) -> Flags:
        """Per spell, whether it is known where it led: the others are exposure and no exit."""
        left: Flags = self.exit >= 0
        return left


def spells_of(stages: int, deal: Ints, days: Floats, kind: Ints, value: Floats, created: Floats) -> Spells:
    """Turn rows, sorted by deal and time, into spells. `created` is per deal the time of its first row.

    What people really log is survived: the same stage twice is one spell; a stage written down after the deal was won
    (delivery, a late correction) does not open it again; a stage after it was lost does, and the closing then counts
    as a move to that stage; of several outcomes the last holds; time before the first stage is a spell without one.
    """
    deal, days, code = _moves(stages, deal, days, kind, value)
    deal, days, code = _with_beginnings(stages, deal, days, code, created)
    same = np.r_[False, (deal[1:] == deal[:-1]) & (code[1:] == code[:-1])][: len(deal)]
    deal, days, code = deal[~same], days[~same], code[~same]
    count = len(deal)
    rows = np.arange(count)
    is_stage = code < stages
    last = np.searchsorted(deal, deal, side="right") - 1
    # the next stage row of the same deal, looking from the row after this one
    ahead = np.minimum.accumulate(np.where(is_stage, rows, count)[::-1])[::-1]
    following = np.r_[ahead[1:], count][:count]
    goes_on = following <= last
    spell = np.flatnonzero(is_stage)
    is_open = last[spell] == spell
    after = np.minimum(spell + 1, count - 1)
    closes = ~is_open & ~goes_on[spell]
    left_for = np.where(goes_on[spell], code[np.minimum(following[spell], count - 1)], code[last[spell]])
    gone = left_for == stages + 2
    return Spells(
        stages=stages,
        deal=deal[spell],
        stage=code[spell],
        start=days[spell],
        end=np.where(is_open, 0.0, days[after]),
        exit=np.where(is_open, STILL_OPEN, np.where(gone, OUT_OF_SIGHT, left_for)),
        closed=np.where(closes & ~gone, days[last[spell]], np.nan),
    )


def _moves(stages: int, deal: Ints, days: Floats, kind: Ints, value: Floats) -> tuple[Ints, Floats, Ints]:
    """Return deal, time and code of what moves a deal, without stages that were written down after it was won."""
    moves = kind >= STAGE
    deal, days, kind, value = deal[moves], days[moves], kind[moves], value[moves]
    code = np.where(kind == STAGE, value, stages + kind - LOST).astype(np.int64)  # lost, won, out of sight
    wins = np.cumsum(kind == WON)
    first = np.searchsorted(deal, deal, side="left")
    before = wins - np.where(first > 0, wins[np.maximum(first, 1) - 1], 0)
    kept = (kind != STAGE) | (before == 0)
    # what has ended cannot be lost sight of
    ended = np.r_[False, (deal[1:] == deal[:-1]) & (kind[:-1] > STAGE)][: len(deal)]
    kept &= (kind != OUT_OF_SIGHT_ROW) | ~ended
    return deal[kept], days[kept], code[kept]


def _with_beginnings(stages: int, deal: Ints, days: Floats, code: Ints, created: Floats) -> tuple[Ints, Floats, Ints]:
    """Let deals that were known before their first stage begin without one."""
    everyone = np.arange(len(created))
    if not len(deal):
        return everyone, created.copy(), np.zeros(len(created), dtype=np.int64)
    first = np.searchsorted(deal, everyone)
    has_row = first < np.searchsorted(deal, everyone, side="right")
    first = np.minimum(first, len(deal) - 1)
    begins_well = has_row & (code[first] < stages) & (days[first] <= created)
    new = everyone[~begins_well]
    deal = np.r_[new, deal]
    days = np.r_[created[new], days]
    code = np.r_[np.zeros(len(new), dtype=np.int64), code]
    rows = np.lexsort((np.r_[np.zeros(len(new)), np.ones(len(deal) - len(new))], days, deal))
    return deal[rows], days[rows], code[rows]
