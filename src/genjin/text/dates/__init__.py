"""Dates as salespeople write them: found in free text, or read from a cell that holds nothing else.

What cannot be a date gives nothing: 2月30日, 1/2期款, 3-5家, V2.1, 3.5万, 春节前, 合同签订后15日内.
"""

from datetime import date

from genjin.text.dates.found import Context, FoundDate, Tense
from genjin.text.dates.scanning import find_in, whole_cell

__all__ = ["FoundDate", "Tense", "find_dates", "read_date"]


def read_date(text: str, *, reference: date, tense: Tense = "near") -> FoundDate | None:
    """Return the date that the whole text is, None when anything but a date remains.

    Accepts what only a date column may hold: 3.15, 2026.3, an Excel serial number, a time of day behind
    the date. ``tense`` says where a day without a year lies: near (not more than half a year past),
    past (a log), future (a plan).
    """
    return whole_cell(text, Context(reference, tense))


def find_dates(text: str, *, reference: date, tense: Tense = "near") -> list[FoundDate]:
    """Return the dates in a sentence in their order; spans are half-open, without the time of day."""
    return list(find_in(text, Context(reference, tense)))
