"""The trained weights: which facts about a piece speak for what, made by `make train`."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights")


@dataclass(frozen=True, slots=True)
class Decider:
    """A linear model over named facts: likely where the weights of what holds add up to more than the threshold."""

    weights: dict[str, float]
    bias: float
    threshold: float

    def probability(self, facts: Iterable[str]) -> float:
        """Return how likely it is, given what holds; a fact given twice counts once."""
        total = self.bias + sum(self.weights.get(fact, 0.0) for fact in dict.fromkeys(facts))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def holds(self, facts: Iterable[str]) -> bool:
        """Tell whether it is likely enough."""
        return self.probability(facts) >= self.threshold


@cache
def decider(name: str) -> Decider:
    """Return the decider that comes with the package, read once."""
    kept = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    return Decider(kept["weights"], kept["bias"], kept["threshold"])
