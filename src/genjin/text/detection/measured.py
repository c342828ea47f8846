"""How well the shipped model does, as `make validate` measured it on authors whom its training had not seen.

The figures stand in `measured.json`; docs/signals.md and the product both read them there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MEASURED = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, slots=True)
class Reading:
    """How well one file was read; `limits` names the file on which they were chosen, or `shipped`.

    `false_alarms` is None where the file has no text without a signal.
    """

    tested: str
    texts: int
    limits: str
    f1: float
    precision: float
    recall: float
    evidence: float
    false_alarms: float | None

    @property
    def is_of_notes(self) -> bool:
        """Tell whether whole notes were read, and not single sentences."""
        return self.tested.startswith("notes")


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures: of each file, and precision and recall of each type, + and −."""

    readings: Sequence[Reading]
    types: Mapping[str, Mapping[str, tuple[float, float]]]


@cache
def measured() -> Measured:
    """Return the figures, read once."""
    kept = json.loads(MEASURED.read_text(encoding="utf-8"))
    types = {
        kind: {sign: (precision, recall) for sign, (precision, recall) in signs.items()}
        for kind, signs in kept["types"].items()
    }
    return Measured([Reading(**row) for row in kept["readings"]], types)
