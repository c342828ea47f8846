"""Whether what is known of a deal's plan tells anything of its outcome: it does not, unless the past shows it.

Attitude, coverage, signals, health and overdue steps are judgements of people. A fact that says nothing would only add
noise and would be shown as a reason, so each has to pass a test before it has a term at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.events import FACTS
from genjin.forecast.engine.features import Column, Scale, matrix_of
from genjin.forecast.engine.ridge import chance_of, ridge_logistic

FEWEST_DEALS: Final = 40
"""Closed deals of which a fact must have been known before it is asked what it tells."""
SURE: Final = 2.576
"""Normal quantile, on both sides, for one chance in a hundred of an effect where there is none."""
USUAL: Final = 1.0
"""Penalty of the fit under test: just enough that it has one solution."""


@dataclass(frozen=True)
class Outcomes:
    """The rows that the score is learnt from: whose they are, how the deal ended, the logit by stage and age."""

    deal: Ints
    won: Floats
    offset: Floats
    weight: Floats


def without_idle_facts(
    columns: Mapping[str, Column], scales: Mapping[str, Scale], known: Mapping[str, int], rows: Outcomes
) -> dict[str, Scale]:
    """Return the scales of the columns to learn from: all but the facts that nothing shows to matter.

    The test is the score test of no effect, beside all other columns, with the deals as its cases: the rows of one deal
    are not independent (Liang and Zeger, Biometrika 73, 1986). `known` is of how many closed deals a fact was known.
    """
    others = {name: scale for name, scale in scales.items() if name not in FACTS}
    asked = {name: scale for name, scale in scales.items() if known.get(name, 0) >= FEWEST_DEALS}
    if not asked:
        return others
    matrix = np.c_[np.ones(len(rows.won)), matrix_of(dict(columns), others)]
    penalty = np.full(matrix.shape[1], USUAL)
    found = ridge_logistic(matrix, rows.won, offset=rows.offset, weight=rows.weight, penalty=penalty)
    chance = chance_of(rows.offset + matrix @ found)
    curved = matrix * (rows.weight * chance * (1 - chance))[:, None]
    inner = curved.T @ matrix + np.diag(penalty)
    beyond = rows.weight * (rows.won - chance)
    kept = dict(others)
    for name, scale in asked.items():
        value = matrix_of(dict(columns), {name: scale})[:, 0]
        own = value - matrix @ np.linalg.solve(inner, curved.T @ value)
        by_deal = np.bincount(rows.deal, weights=own * beyond)
        spread = float(np.sqrt((by_deal**2).sum()))
        if spread > 0 and abs(float(by_deal.sum())) > SURE * spread:
            kept[name] = scale
    return kept
