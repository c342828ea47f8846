"""Amounts of money as people write them: 200万, 1.2 亿元, ¥3,200,000, 3.2M."""

import re
import unicodedata
from decimal import Decimal

UNITS = {
    "": 1,
    "千": 1_000,
    "k": 1_000,
    "万": 10_000,
    "w": 10_000,
    "百万": 1_000_000,
    "m": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
SHAPE = re.compile(r"(?:[¥$€]|rmb|cny)?(-?\d+(?:\.\d+)?)(千万|百万|[千万亿kmw]?)(?:元|块|人民币|rmb|cny)?")

BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3,4}(?!\d))")
"""A comma that parts thousands, or ten thousands. Another one may be meant as a decimal point: 12,5 is not 125."""


def read_amount(text: str) -> Decimal | None:
    """Return the amount that the whole text says, in units of its currency; None where it says anything else."""
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    found = SHAPE.fullmatch(BETWEEN_DIGITS.sub("", plain))
    return Decimal(found[1]) * UNITS[found[2]] if found else None
