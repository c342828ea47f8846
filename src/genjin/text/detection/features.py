"""What the model sees of a clause: runs of characters and concepts, its own and those of its neighbours, as hashes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genjin.text.detection.concepts import concept_features, plain
from genjin.text.detection.masks import masked

Hashes = NDArray[np.uint32]

LONGEST = 4
LONGEST_OF_NEIGHBOUR = 3
# How much each kind of feature weighs: own characters, the clause before, the one after; likewise the concepts.
BLOCK_WEIGHTS = (1.0, 0.5, 0.5, 1.2, 0.3, 0.3)
_START, _END = 2, 3  # control characters, which stand for the edges of a clause
_MULTIPLIER = np.uint64(0x100000001B3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_CONCEPTS, _BEFORE, _AFTER = (np.uint64(seed << 40) for seed in (1, 2, 3))
_NONE: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)


def features_of(
    text: str, spans: list[tuple[int, int]], customer: str | None = None, people: Sequence[str] = ()
) -> list[tuple[Hashes, ...]]:
    """Return for each clause one array of hashes for each of `BLOCK_WEIGHTS`; the same on every machine."""
    folded = plain(masked(text, customer, people))
    runs = [_character_runs(folded[start:end]) for start, end in spans]
    concepts = [
        np.array(concept_features(folded[start:end]), dtype=np.uint64) * _SPREAD ^ _CONCEPTS for start, end in spans
    ]
    before, after = [(_NONE, _NONE), *runs], [*runs[1:], (_NONE, _NONE)]
    return [
        (
            _mixed(runs[at][0]),
            _mixed(before[at][1] ^ _BEFORE),
            _mixed(after[at][1] ^ _AFTER),
            _mixed(concepts[at]),
            _mixed((concepts[at - 1] if at else _NONE) ^ _BEFORE),
            _mixed((concepts[at + 1] if at + 1 < len(spans) else _NONE) ^ _AFTER),
        )
        for at in range(len(spans))
    ]


def _character_runs(clause: str) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the distinct runs of a clause, all of them and those short enough for a neighbour."""
    codes = np.array([_START, *map(ord, clause), _END], dtype=np.uint64)
    running = np.zeros(len(codes), dtype=np.uint64)
    found = []
    for length in range(1, min(LONGEST, len(codes)) + 1):
        at = len(codes) - length + 1
        running = (running[:at] * _MULTIPLIER) ^ (codes[length - 1 :] * _SPREAD)
        found.append(running[1:-1] if length == 1 else running)
    return np.unique(np.concatenate(found)), np.unique(np.concatenate(found[:LONGEST_OF_NEIGHBOUR]))


def _mixed(numbers: NDArray[np.uint64]) -> Hashes:
    """Return 32 well spread bits of each number."""
    mixed = (numbers ^ (numbers >> np.uint64(29))) * _MIX
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(16)).astype(np.uint32)
