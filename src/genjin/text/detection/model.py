"""The trained weights: one linear model for each type and polarity, made by `make train`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Model:
    """Linear models over hashed features: `vocabulary` is sorted, row i of `weights` belongs to its i-th hash."""

    vocabulary: NDArray[np.uint32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    thresholds: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights that `tools/train_signals.py` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(**{name: kept[name] for name in ("vocabulary", "weights", "scale", "bias", "thresholds")})

    def probabilities(self, features: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return one probability for each label, given the features of a clause."""
        at = np.searchsorted(self.vocabulary, features)
        at[at == len(self.vocabulary)] = 0
        rows = at[self.vocabulary[at] == features]
        total = self.weights[rows].astype(np.float32).sum(axis=0) * self.scale
        logits = total / np.sqrt(np.float32(max(len(rows), 1))) + self.bias
        result: NDArray[np.float32] = 1 / (1 + np.exp(-logits))
        return result


@cache
def shipped_model() -> Model:
    """Return the model that comes with the package, read once."""
    return Model.load(WEIGHTS)
