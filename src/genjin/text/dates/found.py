"""What a date in a text is: its days and the words it stands in."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tense = Literal["past", "future", "near"]
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """First and last day of a date, and the half-open span of its words in the text.

    A single day has ``first == last``. A deadline ("周五前") is its own day.
    """

    first: date
    last: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against."""

    reference: date
    tense: Tense
