"""How days and amounts are written, by language."""

from datetime import date
from decimal import Decimal
from functools import cache

from django.utils.translation import get_language, gettext, ngettext, pgettext

TEN_THOUSAND = 10_000
HUNDRED_MILLION = 100_000_000
MILLION = 1_000_000


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


def short_amount(amount: Decimal, currency: str) -> str:
    """Return an amount in the units of the language: 320 万, 1.2 亿; ¥3.2M. The yuan needs no name in Chinese."""
    if (get_language() or "").startswith("zh"):
        words = (
            _rounded(amount / HUNDRED_MILLION, "亿")
            if amount >= HUNDRED_MILLION
            else _rounded(amount / TEN_THOUSAND, "万")
        )
        return words if currency == "CNY" else f"{words} {currency}"
    sign = "¥" if currency == "CNY" else f"{currency} "
    return sign + (_rounded(amount / MILLION, "M") if amount >= MILLION else f"{amount:,.0f}").replace(" ", "")


def _rounded(number: Decimal, unit: str) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".") + f" {unit}"


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
