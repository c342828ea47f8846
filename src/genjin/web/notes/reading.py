"""Reading what somebody pasted: one note or several, each with what this installation knows of its names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from genjin.core.errors import RuleBroken
from genjin.planning.queries.note_names import KnownNames
from genjin.text.detection import FoundSignal, detect_signals
from genjin.text.notes import Proposal, read_note, split_notes

LONGEST_PASTE = 100_000  # characters
MOST_NOTES = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One note as it was read."""

    text: str
    found: Proposal
    signals: Sequence[FoundSignal]


def refuse_too_long(text: str) -> None:
    """Refuse a paste that no person reads through."""
    if not text.strip():
        raise RuleBroken(_("Write or paste what happened."), field="text")
    if len(text) > LONGEST_PASTE:
        raise RuleBroken(_("This is longer than 100,000 characters; paste it in parts."), field="text")


def read_notes(text: str, known: KnownNames, today: date) -> Iterator[Reading]:
    """Yield the notes of a paste as they were read; refuses more than forty at once."""
    names = list(known.customers)
    spans = [(start, end) for start, end in split_notes(text, today=today, customers=names) if text[start:end].strip()]
    if len(spans) > MOST_NOTES:
        raise RuleBroken(_("These are more than 40 notes; paste them in parts."), field="text")
    for start, end in spans:
        yield read_one(text[start:end].strip(), known, today)


def read_one(text: str, known: KnownNames, today: date) -> Reading:
    """Read one note."""
    found = read_note(text, today=today, customers=list(known.customers), people=known.people)
    customer = found.customer.value if found.customer else None
    return Reading(text, found, detect_signals(text, customer=customer, people=known.people))
