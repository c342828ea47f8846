"""Measure the signal model on authors whom its training has not seen: the figures of docs/signals.md.

Notes of one author are read by a model that learnt from everybody else, with limits chosen on the notes of the other
author, likewise read by a model that learnt from everybody else. Sentences: two authors left out at a time.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from genjin.text.detection import LABELS, TYPES
from genjin.text.detection.choosing import FOLLOWS, OPENS, chosen, evidence
from genjin.text.detection.clauses import clauses
from genjin.text.detection.features import features_of
from genjin.text.detection.model import Model
from tools.signal_figures import keep
from tools.train_signals import TRAINING, labelled_texts, names, train

MOST_FALSE_ALARMS = 0.09
GRID = [(opens / 100, follows / 100) for opens, follows in product(range(40, 92, 4), range(20, 56, 4))]
WHOLE = (("sentences-5", "sentences-6"), ("sentences-7", "sentences-8"))  # authors who wrote all twelve types


@dataclass
class Figures:
    """Counts of what was found and what should have been."""

    hits: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    gold: Counter = field(default_factory=Counter)
    overlapping: int = 0
    silent: int = 0
    alarms: int = 0

    def rates(self, labels: list[int] | None = None) -> tuple[float, float, float]:
        """Return precision, recall and F1, over all labels or these."""
        among = range(len(LABELS)) if labels is None else labels
        hits, found, gold = (sum(counts[label] for label in among) for counts in (self.hits, self.found, self.gold))
        return hits / max(found, 1), hits / max(gold, 1), 2 * hits / max(found + gold, 1)

    @property
    def false_alarms(self) -> float:
        """The share of the texts without a signal in which one was found."""
        return self.alarms / max(self.silent, 1)

    @property
    def evidence(self) -> float:
        """The share of the right labels whose evidence meets the words that were marked."""
        return self.overlapping / max(sum(self.hits.values()), 1)

    def of_type(self, number: int) -> dict[str, list[float]]:
        """Return precision and recall of one type, for us and against us."""
        rates = (self.rates([2 * number + sign])[:2] for sign in (0, 1))
        return {sign: [round(rate, 2) for rate in pair] for sign, pair in zip("+-", rates, strict=True)}

    def to_keep(self, tested: str, texts: int, limits: str) -> dict[str, object]:
        """Return the figures as `measured.json` keeps them."""
        precision, recall, f1 = (round(rate, 3) for rate in self.rates())
        return {
            "tested": tested,
            "texts": texts,
            "limits": limits,
            "f1": f1,
            "precision": round(precision, 2),
            "recall": round(recall, 2),
            "evidence": round(self.evidence, 2),
            "false_alarms": round(self.false_alarms, 3) if self.silent else None,
        }

    def __str__(self) -> str:
        precision, recall, f1 = self.rates()
        evidence = self.evidence
        return (
            f"F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f} evidence {evidence:.3f} "
            f"false alarms {self.false_alarms:.3f}"
        )


@dataclass
class Read:
    """A labelled text with what the model thinks of its clauses."""

    note: dict
    spans: list
    probabilities: np.ndarray


def main() -> None:
    """Print all figures and keep them."""
    files = {path.stem: path for path in sorted(TRAINING.glob("*.jsonl"))}
    notes = {}
    for name in ("notes-a", "notes-b"):
        notes[name] = read(files[name], train([path for other, path in files.items() if other != name]))
    total, kept = Figures(), []
    for other, tested in (("notes-a", "notes-b"), ("notes-b", "notes-a")):
        opens, follows = limits(notes[other])
        chosen_there, shipped = measured(notes[tested], opens, follows), measured(notes[tested], OPENS, FOLLOWS, total)
        print(f"{tested}, limits {opens} {follows} chosen on {other}: {chosen_there}")
        print(f"{tested}, limits as shipped: {shipped}", flush=True)
        kept.append(chosen_there.to_keep(tested, len(notes[tested]), other))
        kept.append(shipped.to_keep(tested, len(notes[tested]), "shipped"))
    print_types(total)
    for pair in WHOLE:
        model = train([path for name, path in files.items() if name not in pair])
        for tested in pair:
            texts = read(files[tested], model)
            figures = measured(texts, OPENS, FOLLOWS)
            print(f"{tested}, limits as shipped: {figures}", flush=True)
            kept.append(figures.to_keep(tested, len(texts), "shipped"))
    keep(kept, {name: total.of_type(number) for number, name in enumerate(TYPES)})


def read(path: Path, model: Model) -> list[Read]:
    """Return the texts of a file as the model reads them."""
    texts = []
    for note in labelled_texts([path]):
        spans = clauses(note["text"])
        texts.append(Read(note, spans, model.probabilities(features_of(note["text"], spans, *names(note)))))
    return texts


def limits(texts: list[Read]) -> tuple[float, float]:
    """Return the limits with the best F1 among those with few enough false alarms."""
    quiet = {pair: figures for pair in GRID if (figures := measured(texts, *pair)).false_alarms <= MOST_FALSE_ALARMS}
    return max(quiet, key=lambda pair: quiet[pair].rates()[2])


def measured(texts: list[Read], opens: float, follows: float, into: Figures | None = None) -> Figures:
    """Return how well the labels and the evidence of the texts were found; counts are also added to `into`."""
    figures = Figures()
    for text in texts:
        found = chosen(text.probabilities, opens, follows)
        gold: dict[int, list] = {}
        for signal in text.note["signals"]:
            start = text.note["text"].index(signal["evidence"])
            span = (start, start + len(signal["evidence"]))
            gold.setdefault(LABELS.index((signal["type"], signal["polarity"])), []).append(span)
        for each in (figures, into):
            if each is not None:
                count(each, text, found, gold)
    return figures


def count(figures: Figures, text: Read, found: dict[int, int], gold: dict[int, list]) -> None:
    """Add one text to the figures."""
    figures.gold.update({label: len(spans) for label, spans in gold.items()})
    figures.found.update(found.keys())
    for label in found.keys() & gold.keys():
        start, end = evidence(text.spans, found[label], text.probabilities[:, label])
        figures.hits[label] += 1
        figures.overlapping += any(a < end and start < b for a, b in gold[label])
    if not gold:
        figures.silent += 1
        figures.alarms += bool(found)


def print_types(figures: Figures) -> None:
    """Print a line of the table for each type."""
    for number, name in enumerate(TYPES):
        cells = [figures.rates([2 * number + sign])[:2] for sign in (0, 1)]
        print(f"| `{name}` | " + " | ".join(f"{precision:.2f} / {recall:.2f}" for precision, recall in cells) + " |")


if __name__ == "__main__":
    main()
