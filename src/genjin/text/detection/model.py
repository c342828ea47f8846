"""The trained weights: a few small networks over twenty-four labels and none, made by `make train`."""

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
    """Networks that are averaged; each has one hidden layer and tells classes from it, the last of which is no signal.

    `vocabulary` holds the known hashes of all kinds of features, sorted; row i of `weights` (features × directions, 8
    bits, `scale` for each direction) belongs to the i-th. `mixing` is directions × hidden units of all networks, which
    needs fewer weights than the networks themselves; `output` is networks × hidden units × classes.
    """

    vocabulary: Hashes
    weights: NDArray[np.int8]
    scale: Scores
    mixing: Scores
    bias: Scores
    output: Scores
    output_bias: Scores

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights that `tools/train_signals.py` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(**{name: kept[name] for name in cls.__slots__})

    def probabilities(self, features: list[tuple[Hashes, ...]]) -> Scores:
        """Return clauses × labels: how probable it is that the clause says this, and nothing else."""
        summed = np.zeros((len(features), len(self.scale)), np.float32)
        for block, weight in enumerate(BLOCK_WEIGHTS):
            clause, rows = self.known([of_clause[block] for of_clause in features])
            each = weight / np.sqrt(np.maximum(np.bincount(clause, minlength=len(features)), 1))
            starts = np.flatnonzero(np.diff(clause, prepend=-1))
            if len(starts):
                sums = np.add.reduceat(self.weights[rows], starts, axis=0, dtype=np.int32)
                at = clause[starts]
                summed[at] += sums * self.scale * each[at, np.newaxis].astype(np.float32)
        networks, units, _classes = self.output.shape
        hidden = np.maximum(summed @ self.mixing + self.bias, 0).reshape(len(features), networks, units)
        logits = hidden.transpose(1, 0, 2) @ self.output + self.output_bias[:, np.newaxis]
        result: Scores = softmax(logits).mean(axis=0)[:, :-1]
        return result

    def known(self, hashes: list[Hashes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which clause has which known feature, as two columns, in the order of the clauses."""
        clause = np.repeat(np.arange(len(hashes)), [len(of_clause) for of_clause in hashes])
        wanted = np.concatenate(hashes)
        at = np.searchsorted(self.vocabulary, wanted)
        at[at == len(self.vocabulary)] = 0
        found = self.vocabulary[at] == wanted
        return clause[found], at[found]


def softmax(logits: Scores) -> Scores:
    """Return the probabilities along the last axis."""
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Scores = exponents / exponents.sum(axis=-1, keepdims=True)
    return result


@cache
def shipped_model() -> Model:
    """Return the model that comes with the package, read once."""
    return Model.load(WEIGHTS)
