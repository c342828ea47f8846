"""Decision signals in a note: what changes our view of whether and when this customer decides for us.

Offline, deterministic, without Django. How it works and how well: docs/signals.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

from genjin.text.detection.choosing import chosen, evidence
from genjin.text.detection.clauses import clauses
from genjin.text.detection.features import features_of
from genjin.text.detection.model import shipped_model

__all__ = ["LABELS", "MAX_TEXT", "TYPES", "FoundSignal", "Polarity", "SignalType", "detect_signals"]

SignalType = Literal[
    "budget",
    "timeline",
    "attitude",
    "personnel",
    "competitor",
    "price",
    "technical",
    "delivery",
    "procurement",
    "contract",
    "intent",
    "engagement",
]
Polarity = Literal["+", "-"]

TYPES: tuple[SignalType, ...] = get_args(SignalType)
LABELS: tuple[tuple[SignalType, Polarity], ...] = tuple(product(TYPES, get_args(Polarity)))
MAX_TEXT = 20_000  # characters that are read; a note is some hundred, and what follows is left unread


@dataclass(frozen=True, slots=True)
class FoundSignal:
    """A signal and its evidence: `evidence` is `text[start:end]`; `score` is between 0 and 1."""

    type: SignalType
    polarity: Polarity
    evidence: str
    start: int
    end: int
    score: float


def detect_signals(text: str, *, customer: str | None = None, people: Sequence[str] = ()) -> list[FoundSignal]:
    """Return the decision signals of a note in the order of the text; reads its first `MAX_TEXT` characters.

    `customer` is the full name of the customer the note is about, `people` are our own colleagues.
    """
    text = text[:MAX_TEXT]
    spans = clauses(text)
    if not spans:
        return []
    probabilities = shipped_model().probabilities(features_of(text, spans, customer, people))
    found = []
    for label, clause in chosen(probabilities).items():
        start, end = evidence(spans, clause, probabilities[:, label])
        score = round(float(probabilities[clause, label]), 4)
        found.append(FoundSignal(*LABELS[label], text[start:end], start, end, score))
    return sorted(found, key=_place)


def _place(signal: FoundSignal) -> tuple[int, int, int, str]:
    return signal.start, signal.end, TYPES.index(signal.type), signal.polarity
