"""On which day a contact took place: the dates that may be it, and words that say today without naming it.

They only propose; `weights/days.json` weighs them by where they stand.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from genjin.text.dates import FoundDate

_NOW = re.compile(
    r"刚刚|刚才|刚(?![好性需果度])|方才|今儿个?|今(?=见)|[今当]?[早午晚]上|今[早晨晚]|[上中下]午|一早|早晨|凌晨|傍晚|半夜|大清早|夜里|周报|例会"
    r"|(?<=\d\d:\d\d)[:：]"
    r"|(?i:\b(?:today|just (?:now|got|had|came|met|off)|this (?:morning|afternoon|evening)|tonight)\b)"
)
# In front of an English weekday: to come, not gone by.
_DEADLINE = re.compile(r"\b(?:by|before|until|due|next|till)(?: the)? $", re.IGNORECASE)
MOST = 40  # that are weighed


class FoundDay(NamedTuple):
    """A day and the half-open span of the words that may tell it; ``named`` as a date, or only as now."""

    day: date
    start: int
    end: int
    named: bool


def find_days(text: str, dates: Sequence[FoundDate], today: date) -> list[FoundDay]:
    """Return the days that may be the contact's, in order; ``dates`` are read as days gone by."""
    found = [
        FoundDay(when.first, when.start, when.end, named=True)
        for when in dates
        if when.first == when.last
        and when.first <= today
        and not _DEADLINE.search(text[max(0, when.start - 9) : when.start])
    ]
    named = {(when.start, when.end) for when in dates}
    for hit in _NOW.finditer(text):
        if not any(start <= hit.start() < end or hit.start() == end for start, end in named):
            found.append(FoundDay(today, hit.start(), hit.end(), named=False))
            if len(found) > MOST:
                break
    return sorted(found, key=lambda day: day.start)[:MOST]
