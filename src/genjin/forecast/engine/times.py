"""Moments as they are written in a history: ISO 8601 dates and date-times, with or without an offset."""

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

DAY: Final = 86_400
YEARS: Final = range(1900, 2201)
"""A year outside of these is a slip of the keyboard or an empty date of some program (0001, 1601, 9999)."""

_DAYS: Final = (r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", r"(\d{4})年(\d{1,2})月(\d{1,2})日", r"(\d{4})(\d{2})(\d{2})")
_BY_HAND: Final = [re.compile(day + r"(?:[ T]?(\d{1,2}):(\d{2})(?::(\d{2}))?)?") for day in _DAYS]
_HYPHENS: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)", re.DOTALL)


class Moment(NamedTuple):
    """A moment as written: seconds of the clock on the wall since 1970, and that clock's offset if it was written."""

    wall: int
    offset: int | None


def read_moment(text: str) -> Moment | None:
    """Read a date (its first moment) or a date-time; None if it is neither.

    Also reads 2026/3/1 9:30, 2026年3月1日 and 20260301.
    Where day and month could be either, as in 03/04/2026, it is none.
    """
    found = _parsed(text.strip())
    if found is None or found.year not in YEARS:
        return None
    offset = found.utcoffset()
    wall = int(found.replace(tzinfo=UTC).timestamp())
    return Moment(wall, None if offset is None else int(offset.total_seconds()))


def _parsed(text: str) -> datetime | None:
    by_hand = next(filter(None, (shape.fullmatch(text) for shape in _BY_HAND)), None)
    try:
        if by_hand:
            numbers = [int(part or 0) for part in by_hand.groups()]
            return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001  the wall's clock, as written
        hyphens = _HYPHENS.fullmatch(text)
        if hyphens is None:
            return None
        year, month, day, rest = hyphens.groups()
        return datetime.fromisoformat(f"{year}-{int(month):02d}-{int(day):02d}{rest}")
    except ValueError:
        return None


def on_wall(moment: Moment, zone: int) -> int:
    """Return the seconds that the clock on the wall of `zone` (its offset in seconds) shows at a moment."""
    return moment.wall if moment.offset is None else moment.wall - moment.offset + zone


def written(wall: int) -> str:
    """Return a moment of the wall's clock as ISO 8601: the date alone if it is the first moment of a day."""
    found = datetime.fromtimestamp(wall, UTC).replace(tzinfo=None)
    return found.date().isoformat() if wall % DAY == 0 else found.isoformat()
