"""Counting days: ends of months, working days, and which year a date without one belongs to."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from genjin.text.dates.found import Context, Days

HALF_YEAR = 183
# A plan may be overdue by this much before its date is taken for the next year's.
OVERDUE = 62
SATURDAY = 5


def day(year: int, month: int, number: int) -> date | None:
    """Return the day, or None where the calendar has none (30 February, month 13)."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2199 or number < 1:
        return None
    return date(year, month, number) if number <= monthrange(year, month)[1] else None


def days(first: date | None, last: date | None = None) -> Days | None:
    """Return a stretch of days; None when either end is missing or they stand the wrong way round."""
    if first is None:
        return None
    last = first if last is None else last
    return (first, last) if first <= last else None


def shift(start: date, by: int) -> date | None:
    """Return the day so many days later (negative: earlier), None beyond the calendar."""
    try:
        return start + timedelta(days=by)
    except OverflowError:
        return None


def months_later(start: date, count: int) -> date | None:
    """Return the same day so many months later, or that month's last day."""
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_days(year: int, month: int) -> Days | None:
    """Return first and last day of a month."""
    first = day(year, month, 1)
    return None if first is None else (first, first.replace(day=monthrange(year, month)[1]))


def working_days_later(start: date, count: int) -> date | None:
    """Return the day after so many days from Monday to Friday, counted from the next day on."""
    weeks, rest = divmod(count, 5)
    over = start.weekday() - SATURDAY + 1  # counting from a weekend is counting from its Friday
    end = shift(start, weeks * 7 - max(over, 0))
    while end and (rest > 0 or end.weekday() >= SATURDAY):
        end = shift(end, 1)
        if end and end.weekday() < SATURDAY:
            rest -= 1
    return end


def monday(of: date) -> date:
    """Return the Monday of the day's week."""
    return of - timedelta(days=of.weekday()) if of.toordinal() > of.weekday() else of


def nearest_year(month: int, number: int, context: Context) -> int | None:
    """Return the year that a month and day without one belong to.

    near: the one not more than half a year past; past: the latest not to come;
    future: the first not overdue by more than two months.
    """
    reference = context.reference
    around = [day(reference.year + offset, month, number) for offset in (-1, 0, 1)]
    known = [candidate for candidate in around if candidate]
    if context.tense == "past":
        # A log may be dated a few days ahead of the file; further ahead it is last year's.
        known = [candidate for candidate in known if (candidate - reference).days <= 31][-1:]
    elif context.tense == "future":
        known = [candidate for candidate in known if (reference - candidate).days <= OVERDUE][:1]
    known.sort(key=lambda candidate: abs((candidate - reference).days))
    return known[0].year if known else None
