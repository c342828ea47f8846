"""What one single step would do to the odds of every open deal, by the model's own terms."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.events import ACTIVITY, FACTS, STAGE
from genjin.forecast.engine.parts import DealOdds, Parts, odds_now
from genjin.forecast.engine.past import Past

FEWEST_CASES: Final = 5.0
"""Closed deals that must have been in a stage before a step into it is spoken of."""


def steps_of(
    parts: Parts, past: Past, now: DealOdds, facts: Mapping[str, tuple[str, Floats]] | None = None
) -> dict[str, Floats]:
    """Return by step the chance of each open deal after it, nan where the step cannot be taken.

    Reckoned as if the deal had taken the step at this moment: `contact`, `next_stage`, and those of `facts`, which name
    the fact that the step changes and what it would be (nan = no such step). Of a fact that the model does not use,
    nothing can be said.
    """
    deals = now.snapshots.deal
    stage = now.snapshots.stage + 1
    there = (stage < len(parts.stages)) & (parts.cases[np.minimum(stage, len(parts.stages) - 1)] >= FEWEST_CASES)
    found = {
        "contact": odds_now(parts, _with_rows(past, deals, ACTIVITY, np.zeros(len(deals)))).win,
        "next_stage": _after(parts, past, deals, STAGE, np.where(there, stage.astype(np.float64), np.nan)),
    }
    for step, (fact, value) in (facts or {}).items():
        if fact in parts.score.coefficients:
            found[step] = _after(parts, past, deals, FACTS[fact], value)
    return found


def _after(parts: Parts, past: Past, deals: Ints, kind: int, value: Floats) -> Floats:
    """Return the chances after one more row for each deal whose value is a number, nan for the others."""
    chances = np.full(len(deals), np.nan)
    there = ~np.isnan(value)
    if there.any():
        # the same deals are open, in the same order
        chances[there] = odds_now(parts, _with_rows(past, deals[there], kind, value[there])).win[there]
    return chances


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
