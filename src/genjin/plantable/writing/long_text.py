"""Texts longer than an Excel cell holds.

Nothing is cut: what does not fit goes on in the same column of the next row, a continuation row, whose first cell says
which row it carries on (`↳ 12`). Rows rather than columns or a second sheet, because a streamed table cannot know
beforehand that it will need them. The parts are joined by plain concatenation.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

CELL_LIMIT = 32_767
"""What a cell of .xlsx holds, in UTF-16 units as Excel counts."""

_CONTINUATION = re.compile(r"↳ (\d+)")


def split_row(texts: Sequence[str], limit: int = CELL_LIMIT) -> list[tuple[str, ...]]:
    """Give the texts of one row as one or more rows, none of whose texts is longer than `limit` units."""
    if all(2 * len(text) <= limit for text in texts):  # at most two units a character; true of nearly every row
        return [tuple(texts)]
    return list(zip_longest(*(split_text(text, limit) for text in texts), fillvalue=""))


def split_text(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """Cut `text` in parts of at most `limit` UTF-16 units, never inside a character; joined they give `text` again."""
    parts, start, units = [], 0, 0
    for place, character in enumerate(text):
        size = 2 if character > "\uffff" else 1
        if units + size > limit:
            parts.append(text[start:place])
            start, units = place, 0
        units += size
    return [*parts, text[start:]]


def continuation_mark(seq: int) -> str:
    """Say what the first cell of a row holds that carries on the row numbered `seq`."""
    return f"↳ {seq}"


def continued_seq(first_cell: object) -> int | None:
    """Read from a first cell which row this one carries on, by its number; None for an ordinary row."""
    found = _CONTINUATION.fullmatch(first_cell) if isinstance(first_cell, str) else None
    return int(found[1]) if found else None
