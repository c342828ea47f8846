"""The deal score: what the log says of a deal beyond stage and age, learnt from snapshots that have been decided."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.fact_effects import Outcomes, without_idle_facts
from genjin.forecast.engine.features import Facts, Scale, columns_of, facts_of, matrix_of, scales_of
from genjin.forecast.engine.hazards import Counts, odds_of, shrunk
from genjin.forecast.engine.owners import owner_effects
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.prior import blended
from genjin.forecast.engine.ridge import logit, ridge_logistic
from genjin.forecast.engine.snapshots import Snapshots, open_at

PENALTY: Final = 8.0
EXTRA: Final = 4.0
"""How much more the columns are held back that only refine others."""
MEMORY: Final = 4.0
"""The score's half-life in those of the hazards: it has more to learn, and ages more slowly."""
FEW: Final = 40
"""Closed deals under which the penalty grows quickly, and under which a forecast calls itself a default."""
FOLDS: Final = 5
PER_CYCLE: Final = 8
"""Snapshots per median cycle."""
MOST_ROWS: Final = 60_000
DECIDED: Final = 2.0
"""Cycles after which a snapshot is old enough: younger ones hold only the deals that were decided quickly."""
LEVEL: Final = "level"


@dataclass(frozen=True)
class Score:
    """Coefficients in units of each column's spread, `LEVEL` for all deals; and what to add per owner.

    `facts` has for each fact of the log how many closed deals it was known of; used are those with a coefficient.
    """

    scales: dict[str, Scale]
    coefficients: dict[str, float]
    owners: Floats
    facts: dict[str, int] = field(default_factory=dict)

    def terms(self, past: Past, snapshots: Snapshots, facts: Facts, *, cycle: float) -> dict[str, Floats]:
        """Return per reason what it adds to the logit of each snapshot; they sum to the score."""
        columns = columns_of(past, snapshots, facts, cycle=cycle)
        matrix = matrix_of(columns, self.scales)
        rows = len(snapshots.deal)
        terms = {LEVEL: np.full(rows, self.coefficients.get(LEVEL, 0.0))}
        for place, name in enumerate(self.scales):
            part = matrix[:, place] * self.coefficients[name]
            reason = columns[name].reason
            terms[reason] = terms.get(reason, np.zeros(rows)) + part
        if len(self.owners) and self.owners.any():
            terms["owner"] = np.where(facts.owner >= 0, self.owners[np.maximum(facts.owner, 0)], 0.0)
        return terms


def folds_of(past: Past) -> Ints:
    """Return the group of each deal for predicting it by the others: by its name's place, so the same every time."""
    return np.arange(len(past.names)) % FOLDS


def learn_score(past: Past, counts: Counts, table: Floats, cases: Floats, *, half: float, prior_share: Floats) -> Score:
    """Fit the score on top of the chance by stage and age, which for each deal is taken from the other deals."""
    nothing = Score({}, {}, np.zeros(len(past.owners)))
    snapshots = decided_snapshots(past, half)
    if len(snapshots.deal) < 2:
        return nothing
    fold = folds_of(past)[snapshots.deal]
    offset = np.empty(len(fold))
    for group in range(FOLDS):
        rows = fold == group
        odds = odds_of(shrunk(counts, without=group if len(counts.exits) > group else None, prior_share=prior_share))
        chance = odds.of(snapshots.stage[rows], snapshots.age[rows])
        offset[rows] = logit(blended(chance, cases[snapshots.stage[rows]], table[snapshots.stage[rows]]))
    won = past.won[snapshots.deal].astype(np.float64)
    rows_of_deal = np.bincount(snapshots.deal, minlength=len(past.names))[snapshots.deal]
    weight = np.exp2(snapshots.day / (MEMORY * half)) / np.sqrt(rows_of_deal)
    facts = facts_of(past, snapshots)
    columns = columns_of(past, snapshots, facts, cycle=past.cycle)
    scales = scales_of(columns, weight)
    known = {name: len(np.unique(snapshots.deal[~np.isnan(told)])) for name, told in facts.told.items()}
    known = {name: deals for name, deals in known.items() if deals}
    scales = without_idle_facts(columns, scales, known, Outcomes(snapshots.deal, won, offset, weight))
    matrix = np.c_[np.ones(len(won)), matrix_of(columns, scales)]
    closed = max(int(past.is_closed.sum()), 1)
    held = [1.0, *(EXTRA if columns[name].refines else 1.0 for name in scales)]
    penalty = PENALTY * (1 + (FEW / closed) ** 2) * np.array(held)
    found = ridge_logistic(matrix, won, offset=offset, weight=weight, penalty=penalty)
    coefficients = dict(zip((LEVEL, *scales), found.tolist(), strict=True))
    _, last = np.unique(snapshots.deal[::-1], return_index=True)
    middle = len(won) - 1 - last
    logits = offset + matrix @ found
    effects = owner_effects(facts.owner[middle], won[middle], logits[middle], owners=len(past.owners))
    return Score(scales, coefficients, effects, known)


def decided_snapshots(past: Past, half: float) -> Snapshots:
    """Return snapshots of deals that have been closed since, old enough that slow deals are among them."""
    step = past.cycle / PER_CYCLE
    newest = -DECIDED * past.cycle
    oldest = max(float(past.created.min(initial=0.0)), -6 * MEMORY * half)
    if oldest >= newest:
        newest = -0.5 * past.cycle
    lived = float(np.clip(np.where(past.is_closed, past.closed, 0.0) - past.created, 0, None).sum())
    step = max(step, lived / MOST_ROWS)
    days = newest - np.arange(max(int((newest - oldest) / step), 0) + 1)[::-1] * step
    found = open_at(past, days)
    kept = past.is_closed[found.deal]
    return Snapshots(found.deal[kept], found.day[kept], found.stage[kept], found.age[kept], found.spell[kept])
