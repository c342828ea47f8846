"""What the model sees of a clause: runs of characters and concepts, its own and those of its neighbours, as hashes."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from genjin.text.detection.concepts import concept_features, plain
from genjin.text.detection.masks import masked

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

LONGEST = 4
LONGEST_OF_NEIGHBOUR = 3
# How much each kind of feature weighs: own characters, the clause before, the one after; likewise the concepts.
BLOCK_WEIGHTS = (1.0, 0.5, 0.5, 1.2, 0.3, 0.3)
_START, _END = 2, 3  # control characters, which stand for the edges of a clause
_MULTIPLIER = np.uint64(0x100000001B3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_CONCEPTS, _BEFORE, _AFTER = (np.uint64(seed << 40) for seed in (1, 2, 3))


def features_of(
    text: str,
    spans: list[tuple[int, int]],
    customer: str | None = None,
    people: Sequence[str] = (),
    competitors: Sequence[str] = (),
) -> list[tuple[Hashes, ...]]:
    """Return for each clause one array of hashes for each of `BLOCK_WEIGHTS`; the same on every machine."""
    return features_of_many([(text, spans, customer)], people, competitors)


def features_of_many(
    notes: Iterable[tuple[str, list[tuple[int, int]], str | None]],
    people: Sequence[str] = (),
    competitors: Sequence[str] = (),
) -> list[tuple[Hashes, ...]]:
    """Return the same of the clauses of many notes, each given as text, spans and customer: ten times as quick."""
    clauses: list[str] = []
    ends: list[int] = []  # where the clauses of each note end
    for text, spans, customer in notes:
        folded = plain(masked(text, customer, people, competitors))
        clauses += [folded[start:end] for start, end in spans]
        ends.append(len(clauses))
    if not clauses:
        return []
    edge = np.zeros(len(clauses) + 1, dtype=bool)  # whether a note begins with the clause
    edge[[0, *ends]] = True
    at, runs, is_short = _character_runs(clauses)
    concept_at, concepts = _concepts(clauses)
    near = at[is_short], runs[is_short]
    blocks = [
        (at, runs),
        _moved(*near, edge, 1, _BEFORE),
        _moved(*near, edge, -1, _AFTER),
        (concept_at, concepts),
        _moved(concept_at, concepts, edge, 1, _BEFORE),
        _moved(concept_at, concepts, edge, -1, _AFTER),
    ]
    return list(zip(*(_by_clause(*block, len(clauses)) for block in blocks), strict=True))


def _character_runs(clauses: Sequence[str]) -> tuple[Places, Numbers, NDArray[np.bool_]]:
    """Return the runs of all clauses: in which clause, which run, and whether it is short enough for a neighbour."""
    lengths = [len(clause) + 2 for clause in clauses]
    joined = "".join(f"{chr(_START)}{clause}{chr(_END)}" for clause in clauses)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    of_clause = np.repeat(np.arange(len(clauses)), lengths)
    inside = np.ones(len(codes), dtype=bool)  # not the sign of an edge, which is no run by itself
    after = np.cumsum(lengths)
    inside[after - 1] = inside[after - lengths] = False
    running = np.zeros(len(codes), dtype=np.uint64)
    found: list[tuple[Places, Numbers, NDArray[np.bool_]]] = []
    for length in range(1, min(LONGEST, len(codes)) + 1):
        at = len(codes) - length + 1
        running = (running[:at] * _MULTIPLIER) ^ (codes[length - 1 :] * _SPREAD)
        whole = inside if length == 1 else of_clause[:at] == of_clause[length - 1 :]
        places = of_clause[:at][whole]
        found.append((places, running[whole], np.full(len(places), length <= LONGEST_OF_NEIGHBOUR)))
    places, runs, is_short = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return places, runs, is_short


def _concepts(clauses: Sequence[str]) -> tuple[Places, Numbers]:
    """Return the concepts of all clauses: in which clause, and which concept, pair or three."""
    found = [concept_features(clause) for clause in clauses]
    places = np.repeat(np.arange(len(clauses)), [len(of_clause) for of_clause in found])
    numbers = np.fromiter((number for of_clause in found for number in of_clause), dtype=np.uint64, count=len(places))
    return places, numbers * _SPREAD ^ _CONCEPTS


def _moved(
    places: Places, numbers: Numbers, edge: NDArray[np.bool_], step: int, seed: np.uint64
) -> tuple[Places, Numbers]:
    """Return what is said in a clause as features of its neighbour in the same note."""
    stays = ~edge[places + 1] if step > 0 else ~edge[places]
    return places[stays] + step, numbers[stays] ^ seed


def _by_clause(places: Places, numbers: Numbers, count: int) -> list[Hashes]:
    """Return the distinct hashes of each clause."""
    ordered = np.sort(places.astype(np.uint64) << np.uint64(32) | _mixed(numbers))
    distinct = ordered[np.diff(ordered, prepend=~np.uint64(0)) != 0]
    hashes = (distinct & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    starts = np.searchsorted(distinct, np.arange(count + 1, dtype=np.uint64) << np.uint64(32)).tolist()
    return [hashes[start:end] for start, end in pairwise(starts)]


def _mixed(numbers: Numbers) -> Numbers:
    """Return 32 well spread bits of each number."""
    mixed = (numbers ^ (numbers >> np.uint64(29))) * _MIX
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(16)) & np.uint64(0xFFFFFFFF)
