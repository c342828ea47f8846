"""The figures of the page that tells how good the detector is."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.planning.models import SignalType
from genjin.planning.signal_kinds import KINDS
from genjin.planning.signal_rules import ENOUGH, Decided, Lessons
from genjin.text.detection.measured import Reading, measured


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """Precision and recall of one type, for us and against us, in percent."""

    title: str
    precision_for: str
    recall_for: str
    precision_against: str
    recall_against: str


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """The figures of one file in percent."""

    reading: Reading
    precision: str
    recall: str
    evidence: str
    false_alarms: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """What this installation decided about one kind of signal; `asked` is how sure a proposal has to be since then."""

    title: str
    kind: str
    confirmed: int
    dismissed: int
    share: str
    asked: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The page."""

    notes: Sequence[ReadingFigures]
    sentences: Sequence[ReadingFigures]
    types: Sequence[TypeFigures]
    decided: Sequence[KindCount]
    confirmed: int
    dismissed: int
    share: str
    refused: int
    enough: int = ENOUGH


def quality_page(lessons: Lessons) -> Quality:
    """Return the page from what was measured and what was learnt here."""
    figures = measured()
    shipped = [_figures(reading) for reading in figures.readings if reading.limits == "shipped"]
    confirmed = sum(it.confirmed for it in lessons.decided.values())
    dismissed = sum(it.dismissed for it in lessons.decided.values())
    return Quality(
        notes=[it for it in shipped if it.reading.is_of_notes],
        sentences=[it for it in shipped if not it.reading.is_of_notes],
        types=[
            TypeFigures(str(SignalType(kind).label), *map(_percent, (*signs["+"], *signs["-"])))
            for kind, signs in figures.types.items()
        ],
        decided=[_count(label, lessons.decided[label]) for label in KINDS if label in lessons.decided],
        confirmed=confirmed,
        dismissed=dismissed,
        share=_percent(confirmed / (confirmed + dismissed)) if confirmed + dismissed else "",
        refused=len(lessons.refused),
    )


def _figures(reading: Reading) -> ReadingFigures:
    alarms = "—" if reading.false_alarms is None else _percent(reading.false_alarms)
    precision, recall, evidence = map(_percent, (reading.precision, reading.recall, reading.evidence))
    return ReadingFigures(reading, precision, recall, evidence, alarms)


def _count(label: tuple[str, str], decided: Decided) -> KindCount:
    is_for_us = label[1] == "+"
    return KindCount(
        title=f"{SignalType(label[0]).label} {'+' if is_for_us else '−'}",
        kind="pos" if is_for_us else "neg",
        confirmed=decided.confirmed,
        dismissed=decided.dismissed,
        share=_percent(decided.confirmed / decided.count),
        asked=_percent(decided.asked_score) if decided.asked_score else "",
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
