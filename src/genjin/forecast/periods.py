"""Months, quarters and years: how they are written, where they begin and end."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["month", "quarter", "year"]
_KEY = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included. `key` is `2026`, `2026-Q4` or `2026-11`."""

    key: str
    kind: Kind
    start: date
    end: date

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies in the period; no day does not."""
        return day is not None and self.start <= day <= self.end

    @property
    def months(self) -> "list[Period]":
        """Return the months of the period, in order."""
        first = self.start.year * 12 + self.start.month - 1
        last = self.end.year * 12 + self.end.month - 1
        return [_months(number, 1, "month") for number in range(first, last + 1)]

    def following(self) -> "Period":
        """Return the period of the same kind that comes next."""
        return period_of(self.end + timedelta(days=1), self.kind)


def period_of(day: date, kind: Kind) -> Period:
    """Return the period of a kind in which a day lies."""
    if kind == "month":
        return _months(day.year * 12 + day.month - 1, 1, kind)
    if kind == "quarter":
        return _months(day.year * 12 + (day.month - 1) // 3 * 3, 3, kind)
    return _months(day.year * 12, 12, kind)


def read_period(key: str) -> Period | None:
    """Return the period that a key names; None if it names none between 1900 and 2200."""
    found = _KEY.fullmatch(key) if key.isascii() else None
    if found is None or not 1900 <= int(found[1]) <= 2200:
        return None
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        return _months(year * 12 + (int(quarter) - 1) * 3, 3, "quarter")
    return _months(year * 12 + int(month) - 1, 1, "month") if month else _months(year * 12, 12, "year")


def _months(first: int, count: int, kind: Kind) -> Period:
    """Return the period of `count` months from month number `first`, counted from the year 0."""
    year, month = divmod(first, 12)
    start = date(year, month + 1, 1)
    year_after, month_after = divmod(first + count, 12)
    end = date(year_after, month_after + 1, 1) - timedelta(days=1)
    key = {"month": f"{year:04d}-{month + 1:02d}", "quarter": f"{year:04d}-Q{month // 3 + 1}", "year": f"{year:04d}"}
    return Period(key[kind], kind, start, end)
