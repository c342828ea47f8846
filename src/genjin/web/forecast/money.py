"""Amounts and chances as the forecast writes them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from genjin.forecast.periods import Period
from genjin.web.formats import short_amount


def money(cents: float, currency: str) -> str:
    """Return an amount of cents in the units of the language, rounded for reading."""
    amount = Decimal(round(abs(cents))) / 100
    return ("−" if round(cents) < 0 else "") + short_amount(rounded(amount), currency)


def signed(cents: float, currency: str) -> str:
    """Return a difference of cents with its sign."""
    return ("+" if round(cents) > 0 else "") + money(cents, currency)


def rounded(amount: Decimal) -> Decimal:
    """Return the amount to four figures: more would promise what no forecast knows."""
    return Decimal(f"{amount:.4g}") if amount else amount


def percent(share: float) -> str:
    """Return a share as whole per cents."""
    return f"{round(100 * share)}%"


def title_of(period: Period) -> str:
    """Return the name of a period."""
    year = str(period.start.year)
    if period.kind == "year":
        return _("Year %(year)s") % {"year": year}
    if period.kind == "quarter":
        return _("Q%(quarter)s %(year)s") % {"year": year, "quarter": str((period.start.month + 2) // 3)}
    return f"{year}-{period.start.month:02d}"
