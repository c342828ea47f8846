"""The trained weights: one linear model over twenty-four labels and none, made by `make train`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from genjin.text.detection.features import BLOCK_WEIGHTS, Hashes

WEIGHTS = Path(__file__).with_name("weights.npz")
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A multinomial logistic regression; its last class is no signal.

    `vocabulary` holds the known hashes of all kinds of features, sorted; row i of `weights` belongs to the i-th.
    """

    vocabulary: Hashes
    weights: NDArray[np.int8]
    scale: Scores
    bias: Scores

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights that `tools/train_signals.py` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(**{name: kept[name] for name in ("vocabulary", "weights", "scale", "bias")})

    def probabilities(self, features: list[tuple[Hashes, ...]]) -> Scores:
        """Return clauses × labels: how probable it is that the clause says this, and nothing else."""
        logits = np.tile(self.bias, (len(features), 1))
        for block, weight in enumerate(BLOCK_WEIGHTS):
            clause, rows = self.known([of_clause[block] for of_clause in features])
            each = weight / np.sqrt(np.maximum(np.bincount(clause, minlength=len(features)), 1))
            starts = np.flatnonzero(np.diff(clause, prepend=-1))
            if len(starts):
                sums = np.add.reduceat(self.weights[rows], starts, axis=0, dtype=np.int32)
                at = clause[starts]
                logits[at] += sums * self.scale * each[at, np.newaxis].astype(np.float32)
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        result: Scores = (exponents / exponents.sum(axis=1, keepdims=True))[:, :-1]
        return result

    def known(self, hashes: list[Hashes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which clause has which known feature, as two columns, in the order of the clauses."""
        clause = np.repeat(np.arange(len(hashes)), [len(of_clause) for of_clause in hashes])
        wanted = np.concatenate(hashes)
        at = np.searchsorted(self.vocabulary, wanted)
        at[at == len(self.vocabulary)] = 0
        found = self.vocabulary[at] == wanted
        return clause[found], at[found]


@cache
def shipped_model() -> Model:
    """Return the model that comes with the package, read once."""
    return Model.load(WEIGHTS)
