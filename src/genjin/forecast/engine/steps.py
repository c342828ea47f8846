"""What one single step would do to the odds of every open deal, by the model's own terms."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.events import ACTIVITY, STAGE
from genjin.forecast.engine.parts import DealOdds, Parts, odds_now
from genjin.forecast.engine.past import Past

FEWEST_CASES: Final = 5.0
"""Closed deals that must have been in a stage before a step into it is spoken of."""


@dataclass(frozen=True)
class Steps:
    """Per open deal the chance of winning after a contact today, and after going on to the next stage (nan = none)."""

    contact: Floats
    next_stage: Floats


def steps_of(parts: Parts, past: Past, now: DealOdds) -> Steps:
    """Reckon the odds again as if each open deal had taken the step at this moment."""
    deals = now.snapshots.deal
    contact = odds_now(parts, _with_rows(past, deals, ACTIVITY, np.zeros(len(deals)))).win
    stage = now.snapshots.stage + 1
    there = (stage < len(parts.stages)) & (parts.cases[np.minimum(stage, len(parts.stages) - 1)] >= FEWEST_CASES)
    moved = np.full(len(deals), np.nan)
    if there.any():
        after = odds_now(parts, _with_rows(past, deals[there], STAGE, stage[there].astype(np.float64)))
        # the same deals are open, in the same order
        moved[there] = after.win[there]
    return Steps(contact, moved)


def _with_rows(past: Past, deals: Ints, kind: int, value: Floats) -> Past:
    """Return the past with one more row for each of the deals, at its last moment."""
    count = len(deals)
    deal = np.r_[past.deal, deals]
    at = np.r_[past.at, np.full(count, past.as_of)]
    kinds = np.r_[past.kind, np.full(count, kind)]
    rows = np.lexsort((kinds, at, deal))
    return Past(
        as_of=past.as_of,
        names=past.names,
        stages=past.stages,
        owners=past.owners,
        deal=deal[rows],
        at=at[rows],
        kind=kinds[rows],
        value=np.r_[past.value, value][rows],
        owner=np.r_[past.owner, np.full(count, -1)][rows],
    )
