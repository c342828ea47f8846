"""What the model sees of a clause: its runs of one to four characters, as numbers."""

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LONGEST = 4
_START, _END = 2, 3  # control characters, which no clause contains
_MULTIPLIER = np.uint64(0x100000001B3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def features_of(clause: str) -> NDArray[np.uint32]:
    """Return the hashes of the distinct character runs of a clause, sorted; the same on every machine."""
    codes = np.array([_START, *map(_plain, clause), _END], dtype=np.uint64)
    running = np.zeros(len(codes), dtype=np.uint64)
    found = []
    with np.errstate(over="ignore"):  # arithmetic modulo 2^64 is what a hash wants
        for length in range(1, min(LONGEST, len(codes)) + 1):
            at = len(codes) - length + 1
            running = (running[:at] * _MULTIPLIER) ^ (codes[length - 1 :] * _SPREAD)
            mixed = (running ^ (running >> np.uint64(29))) * _MIX
            hashes = (mixed >> np.uint64(32)).astype(np.uint32)
            found.append(hashes[1:-1] if length == 1 else hashes)
    return np.unique(np.concatenate(found))


@lru_cache(maxsize=20_000)
def _plain(character: str) -> int:
    """Return a character's code without width and case; one number for all digits."""
    folded = unicodedata.normalize("NFKC", character).lower()
    if len(folded) != 1:
        folded = character
    return ord("0") if folded.isdigit() else ord(folded)
