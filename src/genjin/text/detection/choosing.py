"""From probabilities to signals: which clauses of a note say something that counts."""

import numpy as np

from genjin.text.detection.model import Scores

# A note has signals when one clause is this sure; then less certain ones count as well.
# Both were chosen on authors whom the model had not seen (docs/signals.md).
OPENS = 0.7
FOLLOWS = 0.4


def chosen(probabilities: Scores, opens: float = OPENS, follows: float = FOLLOWS) -> dict[int, int]:
    """Return the labels that a note carries, each with the clause that says it best.

    `probabilities` are clauses × labels. A label is given once: one fact is often told in two clauses.
    """
    if not probabilities.size or probabilities.max() < opens:
        return {}
    best = probabilities.argmax(axis=0)
    return {label: int(best[label]) for label in np.flatnonzero(probabilities.max(axis=0) > follows).tolist()}
