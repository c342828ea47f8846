"""Whether it matters who owns a deal, and if so by how much: no effect unless the past cannot do without one."""

from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.ridge import chance_of

SURE: Final = 2.326
"""Normal quantile for one chance in a hundred of seeing an effect where there is none."""


def owner_effects(owner: Ints, won: Floats, logits: Floats, *, owners: int) -> Floats:
    """Return per owner what to add to the logit, all 0 unless owners differ beyond chance.

    One row per closed deal: its owner (-1 = not said), outcome and predicted logit. The test is the score test of equal
    owners against χ² (Wilson and Hilferty's approximation); the size is the moment estimate of the variance between
    owners (DerSimonian and Laird, 1986), each owner shrunk by how little is known of it.
    """
    said = owner >= 0
    chance = chance_of(logits[said])
    beyond = np.bincount(owner[said], weights=won[said] - chance, minlength=owners)
    known = np.bincount(owner[said], weights=chance * (1 - chance), minlength=owners)
    there = known > 1.0
    free = int(there.sum()) - 1
    if free < 1:
        return np.zeros(owners)
    beyond = np.where(there, beyond - known * beyond[there].sum() / known[there].sum(), 0.0)
    distance = float((beyond[there] ** 2 / known[there]).sum())
    limit = free * (1 - 2 / (9 * free) + SURE * np.sqrt(2 / (9 * free))) ** 3
    if distance <= limit:
        return np.zeros(owners)
    total = known[there].sum()
    between = (distance - free) / (total - (known[there] ** 2).sum() / total)
    return np.where(there, between * beyond / (between * known + 1), 0.0)
