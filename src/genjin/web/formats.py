"""How days and amounts are written, by language."""

from datetime import date
from functools import cache

from django.utils.translation import get_language, gettext, ngettext, pgettext

from genjin.core.amounts import short_amount

__all__ = ["day_with_weekday", "days_late", "month", "short_amount", "short_day", "week_words", "weekday"]


def weekday(day: date) -> str:
    """Return the short name of the day of the week."""
    return _weekdays(get_language() or "")[day.weekday()]


@cache
def _weekdays(_language: str) -> tuple[str, ...]:
    return (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )


def short_day(day: date, today: date) -> str:
    """Return month and day, with the year where it is not this one."""
    return day.isoformat() if day.year != today.year else day.isoformat()[5:]


def day_with_weekday(day: date, today: date) -> str:
    """Return the day and its day of the week."""
    return f"{short_day(day, today)} {weekday(day)}"


def days_late(count: int) -> str:
    """Return by how many days something is overdue."""
    return ngettext("%(count)d day late", "%(count)d days late", count) % {"count": count}


def month(day: date) -> str:
    """Return year and month."""
    return f"{day.year}-{day.month:02d}"


def week_words(today: date, monday: date, sunday: date) -> str:
    """Return the number of the week and its days."""
    return gettext("Week %(number)d · %(monday)s to %(sunday)s") % {
        "number": today.isocalendar().week,
        "monday": monday.isoformat()[5:],
        "sunday": sunday.isoformat()[5:],
    }
