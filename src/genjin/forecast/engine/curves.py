"""When deals will be won, if they are: the hazards carried forward over a grid of days."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.hazards import Hazards

STEPS: Final = 180
"""Steps between now and the farthest horizon; with 90 the bands differ by less than a hundredth."""
MANY: Final = 40
"""Stages from which on there are fewer steps: work grows with the square of both, and such a log has no real stages."""
FEWEST_STEPS: Final = 30


@dataclass(frozen=True)
class Curves:
    """Chance of having been won by each of `days` (ascending, from one step on) after entering each stage."""

    hazards: Hazards
    days: Floats  # steps
    entered: Floats  # stages × steps, cumulative

    @property
    def step(self) -> float:
        """Days from one point of the grid to the next."""
        return float(self.days[0])

    def of(self, stage: Ints, age: Floats) -> Floats:
        """Return deals × steps: the chance that a deal that has been in a stage for some days is won by each day."""
        leaves = _leaving(self.hazards, stage, age, self.days)
        stages, steps = self.hazards.stages, len(self.days)
        won = np.cumsum(leaves[:, :, stages + 1], axis=1)
        shift = np.arange(steps)[None, :] - np.arange(steps)[:, None]
        for target in range(stages):
            if leaves[:, :, target].any():
                later = np.where(shift >= 0, self._since_step(target)[np.maximum(shift, 0)], 0.0)
                won += leaves[:, :, target] @ later
        return np.clip(won, 0.0, 1.0)

    def _since_step(self, target: int) -> Floats:
        """Return the chance of a win by k steps after the step in which the stage was entered, half a step lost."""
        reached = np.r_[0.0, self.entered[target]]
        between: Floats = (reached[:-1] + reached[1:]) / 2
        return between


def curves_of(hazards: Hazards, farthest: float) -> Curves:
    """Work out the curves up to `farthest` days from now."""
    stages = hazards.stages
    steps = STEPS if stages <= MANY else max(STEPS * MANY // stages, FEWEST_STEPS)
    days = np.arange(1, steps + 1) * (farthest / steps)
    every = np.arange(stages)
    leaves = _leaving(hazards, every, np.zeros(stages), days)
    passing = hazards.at_once[:, None]
    leaves *= (1 - passing)[:, None]
    at_once = passing * hazards.at_once_to
    # chances of a win within k steps of entering, solved step by step; who passes at once is where it leads to
    through = np.linalg.inv(np.eye(stages) * (1 + 1e-9) - at_once[:, :stages])
    reached = np.zeros((stages, steps + 1))
    won = np.cumsum(leaves[:, :, stages + 1], axis=1)
    moved = leaves[:, :, :stages]
    reached[:, 0] = through @ at_once[:, stages + 1]
    for k in range(1, steps + 1):
        # left in step j, k - j whole steps are left; the half before them is lost
        follows = np.einsum("sjt,tj->s", moved[:, :k], reached[:, k - 1 :: -1])
        reached[:, k] = through @ (at_once[:, stages + 1] + won[:, k - 1] + follows)
    return Curves(hazards, days, np.clip(reached[:, 1:], 0.0, 1.0))


def _leaving(hazards: Hazards, stage: Ints, age: Floats, days: Floats) -> Floats:
    """Return deals × steps × targets: the chance of leaving for each target within each step from now."""
    stages = hazards.stages
    ages = age[:, None] + np.r_[0.0, days][None, :]
    left = np.empty((len(stage), len(days), stages + 2))
    for s in np.unique(stage):
        rows = stage == s
        edges = hazards.edges[s][np.isfinite(hazards.edges[s])]
        rates = hazards.rate[s, : len(edges)]
        at_edge = np.r_[0.0, np.cumsum(rates[:-1] * np.diff(edges))]
        bin_ = np.searchsorted(edges, ages[rows], side="right") - 1
        lived = at_edge[bin_] + rates[bin_] * (ages[rows] - edges[bin_])
        stays = np.exp(-(lived - lived[:, :1]))
        middle = np.searchsorted(edges, (ages[rows][:, :-1] + ages[rows][:, 1:]) / 2, side="right") - 1
        left[rows] = (stays[:, :-1] - stays[:, 1:])[:, :, None] * hazards.share[s, middle]
    return left
