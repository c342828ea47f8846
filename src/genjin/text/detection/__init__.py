"""Decision signals in a note: what changes our view of whether and when this customer decides for us.

Offline, deterministic, without Django. How it works and how well: docs/signals.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import Literal, get_args

from genjin.text.detection.choosing import chosen, evidence
from genjin.text.detection.clauses import clauses
from genjin.text.detection.features import features_of_many
from genjin.text.detection.model import Scores, shipped_model

__all__ = [
    "LABELS",
    "MAX_TEXT",
    "TYPES",
    "FoundSignal",
    "Polarity",
    "SignalType",
    "detect_signals",
    "detect_signals_of_many",
]

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


def detect_signals(
    text: str, *, customer: str | None = None, people: Sequence[str] = (), competitors: Sequence[str] = ()
) -> list[FoundSignal]:
    """Return the decision signals of a note in the order of the text; reads its first `MAX_TEXT` characters.

    `customer` is the full name of the customer the note is about, `people` are our own colleagues, `competitors` the
    names of competitors as far as they are known.
    """
    return detect_signals_of_many([(text, customer)], people=people, competitors=competitors)[0]


def detect_signals_of_many(
    notes: Sequence[tuple[str, str | None]], *, people: Sequence[str] = (), competitors: Sequence[str] = ()
) -> list[list[FoundSignal]]:
    """Return what `detect_signals` finds in each note, given as text and customer; quicker than one by one."""
    texts = [text[:MAX_TEXT] for text, _customer in notes]
    spans = [clauses(text) for text in texts]
    customers = (customer for _text, customer in notes)
    features = features_of_many(zip(texts, spans, customers, strict=True), people, competitors)
    if not features:
        return [[] for _text in texts]
    probabilities = shipped_model().probabilities(features)
    ends = list(accumulate(map(len, spans)))
    return [
        _found(text, of_text, probabilities[end - len(of_text) : end])
        for text, of_text, end in zip(texts, spans, ends, strict=True)
    ]


def _found(text: str, spans: list[tuple[int, int]], probabilities: Scores) -> list[FoundSignal]:
    found = []
    for label, clause in chosen(probabilities).items():
        start, end = evidence(spans, clause, probabilities[:, label])
        score = round(float(probabilities[clause, label]), 4)
        found.append(FoundSignal(*LABELS[label], text[start:end], start, end, score))
    return sorted(found, key=_place)


def _place(signal: FoundSignal) -> tuple[int, int, int, str]:
    return signal.start, signal.end, TYPES.index(signal.type), signal.polarity
