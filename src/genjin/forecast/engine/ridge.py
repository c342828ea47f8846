"""Logistic regression with an offset and a ridge penalty, by Newton's method."""

from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats

MOST_STEPS: Final = 30


def logit(chance: Floats) -> Floats:
    """Return log odds, of chances kept away from 0 and 1 so that they stay finite."""
    kept = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.log(kept / (1 - kept))


def chance_of(logits: Floats) -> Floats:
    """Return the chances of log odds."""
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def ridge_logistic(x: Floats, y: Floats, *, offset: Floats, weight: Floats, penalty: Floats) -> Floats:
    """Return coefficients b that make offset + x b fit outcomes y in [0, 1]; `penalty` per column, in weighted rows."""
    b = np.zeros(x.shape[1])
    for _ in range(MOST_STEPS):
        p = chance_of(offset + x @ b)
        gradient = x.T @ (weight * (y - p)) - penalty * b
        curvature = (x * (weight * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ x + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        size = float(np.abs(step).max(initial=0.0))
        b += step * min(1.0, 2.0 / max(size, 1e-12))
        if size < 1e-8:
            break
    return b
