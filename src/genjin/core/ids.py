"""Ids as they come in an address or a form."""

from collections.abc import Iterable

LONGEST_ID = 19


def read_id(word: str) -> int | None:
    """Read the id of a row; what is no number, or larger than any database counts, is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < LONGEST_ID else None


def read_ids(words: Iterable[str]) -> list[int]:
    """Read several ids; those that are none are left out."""
    return [known for word in words if (known := read_id(word)) is not None]
