"""How amounts are written, by language."""

from decimal import Decimal

from django.utils.translation import get_language

TEN_THOUSAND = 10_000
HUNDRED_MILLION = 100_000_000
MILLION = 1_000_000


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
