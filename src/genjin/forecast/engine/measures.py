"""How good forecasts were: of chances against outcomes, of amounts against what came."""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from genjin.forecast.engine.arrays import Floats

BINS: Final = 10


def brier(chance: Floats, won: Floats) -> float:
    """Return the mean squared error of chances (Brier, 1950): 0 is perfect, a coin has 0.25; nan without cases."""
    return float(np.mean((chance - won) ** 2)) if len(won) else float("nan")


def log_loss(chance: Floats, won: Floats) -> float:
    """Return the mean of -log of the chance given to what happened; nan without cases."""
    if not len(won):
        return float("nan")
    kept = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-np.mean(won * np.log(kept) + (1 - won) * np.log(1 - kept)))


def auc(chance: Floats, won: Floats) -> float:
    """Return how often a won deal had a higher chance than a lost one, ties half; nan unless there are both."""
    wins = float(won.sum())
    losses = len(won) - wins
    if wins == 0 or losses == 0:
        return float("nan")
    _, place, count = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((rank[won == 1].sum() - wins * (wins + 1) / 2) / (wins * losses))


@dataclass(frozen=True)
class Decile:
    """Cases whose chance fell between two tenths: how many, what was said on average, what share was won."""

    low: float
    high: float
    cases: int
    said: float
    won: float


def reliability(chance: Floats, won: Floats) -> list[Decile]:
    """Return said and came by tenths of the chance; tenths without cases are left out."""
    place = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    found = []
    for tenth in np.unique(place):
        here = place == tenth
        low, high = float(tenth / BINS), float((tenth + 1) / BINS)
        found.append(Decile(low, high, int(here.sum()), float(chance[here].mean()), float(won[here].mean())))
    return found


def calibration_error(chance: Floats, won: Floats) -> float:
    """Return the expected calibration error: said minus came by tenths, weighted by cases; nan without cases."""
    if not len(won):
        return float("nan")
    return sum(d.cases * abs(d.said - d.won) for d in reliability(chance, won)) / len(won)


def wape(said: Floats, came: Floats) -> float:
    """Return the sum of absolute errors over the sum of what came; nan if nothing came."""
    total = float(np.abs(came).sum())
    return float(np.abs(said - came).sum() / total) if total > 0 else float("nan")


def hits(low: Floats, high: Floats, came: Floats) -> float:
    """Return the share of cases within their range, both ends included; nan without cases."""
    return float(np.mean((low <= came) & (came <= high))) if len(came) else float("nan")


def without_nan(value: Any) -> Any:  # noqa: ANN401  whatever stands in the figures
    """Return figures, nested as they may be, with None where there were no cases: JSON knows no nan."""
    if isinstance(value, dict):
        return {key: without_nan(part) for key, part in value.items()}
    if isinstance(value, list):
        return [without_nan(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
