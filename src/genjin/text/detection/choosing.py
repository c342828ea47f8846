"""From probabilities to signals: which clauses of a note count, and how much of them is evidence."""

import numpy as np

from genjin.text.detection.model import Scores

# A note has signals when one clause is this sure; then less certain ones count as well.
# Both were chosen on authors whom the model had not seen (docs/signals.md).
OPENS = 0.72
FOLLOWS = 0.34
# A neighbouring clause that tells the same belongs to the evidence, unless that becomes too long to read at a glance.
TELLS_THE_SAME = 0.2
LONGEST_EVIDENCE = 45


def chosen(probabilities: Scores, opens: float = OPENS, follows: float = FOLLOWS) -> dict[int, int]:
    """Return the labels that a note carries, each with the clause that says it best.

    `probabilities` are clauses × labels. A label is given once: one fact is often told in two clauses.
    """
    if not probabilities.size or probabilities.max() < opens:
        return {}
    best = probabilities.argmax(axis=0)
    return {label: int(best[label]) for label in np.flatnonzero(probabilities.max(axis=0) > follows).tolist()}


def evidence(spans: list[tuple[int, int]], clause: int, probabilities: Scores) -> tuple[int, int]:
    """Return the span of a clause and those beside it that tell the same; `probabilities` are of one label."""
    start, end = spans[clause]
    for beside in (clause - 1, clause + 1):
        if 0 <= beside < len(spans) and probabilities[beside] > TELLS_THE_SAME:
            wider = min(start, spans[beside][0]), max(end, spans[beside][1])
            if wider[1] - wider[0] <= LONGEST_EVIDENCE:
                start, end = wider
    return start, end
