"""Reading what somebody pasted: one note or several, each with what this installation knows of its names."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from genjin.core.errors import RuleBroken
from genjin.planning.queries.note_names import KnownNames
from genjin.text.detection import FoundSignal, detect_signals
from genjin.text.notes import Proposal, read_note, split_notes
from genjin.text.notes.answers import WrongAnswer, read_answer
from genjin.web.notes.model_endpoint import Endpoint, NoAnswer
from genjin.web.notes.prompt import INSTRUCTION, question

logger = logging.getLogger(__name__)
SECONDS_A_PASTE = 20.0  # in which the model may be asked about another note
LONGEST_PASTE = 100_000  # characters
MOST_NOTES = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One note as it was read.

    `model` is the language model that read it, "" for the engine that comes along; `has_fallen_back` where the model
    was to read it and gave nothing that can be used.
    """

    text: str
    found: Proposal
    signals: Sequence[FoundSignal]
    model: str = ""
    has_fallen_back: bool = False


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
    reader = NoteReader(known, today)
    for start, end in spans:
        yield reader.read(text[start:end].strip())


def read_one(text: str, known: KnownNames, today: date) -> Reading:
    """Read one note by the engine that comes along."""
    found = read_note(text, today=today, customers=list(known.customers), people=known.people)
    customer = found.customer.value if found.customer else None
    signals = detect_signals(text, customer=customer, people=known.people, competitors=known.competitors)
    return Reading(text, found, signals)


class NoteReader:
    """Reads the notes of one paste: by the model where the installation names one, else by the engine that comes along.

    After the first failure, and when the time for one paste is over, the model is not asked again.
    """

    def __init__(self, known: KnownNames, today: date) -> None:
        self.known = known
        self.today = today
        self.endpoint = chosen_endpoint()
        self.ends = time.monotonic() + SECONDS_A_PASTE

    def read(self, text: str) -> Reading:
        """Read one note; says who read it."""
        if self.endpoint is None:
            return read_one(text, self.known, self.today)
        if time.monotonic() > self.ends:
            return self._without(text)
        known, people = list(self.known.customers), self.known.people
        try:
            answer = self.endpoint.ask(INSTRUCTION, question(text, known, people, self.today))
            found, signals = read_answer(answer, text, today=self.today, customers=known, people=people)
        except (NoAnswer, WrongAnswer) as reason:
            logger.warning("The language model gave no answer that can be used: %s", reason)
            self.ends = 0.0
            return self._without(text)
        return Reading(text, found, signals, self.endpoint.name)

    def _without(self, text: str) -> Reading:
        return replace(read_one(text, self.known, self.today), has_fallen_back=True)


def chosen_endpoint() -> Endpoint | None:
    """Return the model that the installation names; None, as it comes, where it names none."""
    if not settings.NOTE_MODEL_URL:
        return None
    return Endpoint(settings.NOTE_MODEL_URL, settings.NOTE_MODEL_NAME, settings.NOTE_MODEL_KEY)
