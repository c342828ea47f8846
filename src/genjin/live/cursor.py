"""How far somebody has read the events, although they may appear out of order.

PostgreSQL gives an event its number when it is written and shows it when its transaction ends: number 8 may be there
before number 7. A cursor therefore names the last event that was read *and* the numbers below it that were not there.
They are asked for again, until they appear or have been missing so long that their transaction can only have failed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PATIENCE = 600  # seconds for which a missing number is waited for; no transaction of ours takes as long
MOST_GAPS = 50
WRITTEN = re.compile(r"\d{1,18}(?:~\d{1,18}-\d{1,18}-\d{1,12})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that were not there when a later one was; `since` is when that was noticed, in seconds since 1970."""

    first: int
    last: int
    since: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last event that was read (0: none), and what was missing before it. Written `120~117-118-1764300000`."""

    last: int
    gaps: tuple[Gap, ...] = ()

    def __str__(self) -> str:
        return "~".join([str(self.last), *(f"{gap.first}-{gap.last}-{gap.since}" for gap in self.gaps)])


def read_cursor(text: str) -> Cursor | None:
    """Read a cursor; anything else gives none."""
    if not WRITTEN.fullmatch(text):
        return None
    last, *gaps = text.split("~")
    numbers = [tuple(int(word) for word in gap.split("-")) for gap in gaps[-MOST_GAPS:]]
    return Cursor(int(last), tuple(Gap(first, end, since) for first, end, since in numbers))


def advanced(cursor: Cursor, read: Iterable[int], now: int) -> Cursor:
    """Return the cursor after these events were read at `now`: theirs are the numbers past it and in its gaps."""
    seen = sorted(set(read))
    later = [pk for pk in seen if pk > cursor.last]
    gaps = [
        part
        for gap in cursor.gaps
        if now - gap.since < PATIENCE
        for part in _missing(gap.first, gap.last, [pk for pk in seen if gap.first <= pk <= gap.last], gap.since)
    ]
    if later:
        gaps += _missing(cursor.last + 1, later[-1], later, now)
    return Cursor(later[-1] if later else cursor.last, tuple(gaps[-MOST_GAPS:]))


def _missing(first: int, last: int, there: Iterable[int], since: int) -> Iterator[Gap]:
    """Yield the numbers from `first` to `last` that are not there, as ranges."""
    for pk in [*there, last + 1]:
        if pk > first:
            yield Gap(first, pk - 1, since)
        first = pk + 1
