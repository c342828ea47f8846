"""Keep the figures of the signal model where the product and docs/signals.md read them; write the tables of the latter.

`make validate` measures and keeps them. Run alone, it writes the tables anew from what is kept.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from genjin.text.detection.measured import MEASURED, Measured, Reading, measured

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "signals.md"
FILES = "| tested | limits | F1 | precision | recall | evidence overlaps | false alarms |"
TYPES = "| type | + | − |"


def main() -> None:
    """Write the tables of the document."""
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8"), measured()), encoding="utf-8")


def keep(readings: Sequence[Mapping[str, object]], types: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    """Store new figures and write the tables of the document."""
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in readings)
    kinds = ",\n".join(f"  {json.dumps(kind)}: {json.dumps(signs)}" for kind, signs in types.items())
    MEASURED.write_text(f'{{\n "readings": [\n{rows}\n ],\n "types": {{\n{kinds}\n }}\n}}\n', encoding="utf-8")
    measured.cache_clear()
    main()


def with_tables(document: str, figures: Measured) -> str:
    """Return the document with its two tables as the figures have them."""
    for head, lines in ((FILES, _files(figures)), (TYPES, _types(figures))):
        table = re.compile(rf"({re.escape(head)}\n\|[-|]+\|\n)(?:\|.*\n)+")
        if not table.search(document):
            raise SystemExit(f"{DOCUMENT}: there is no table under {head}")
        document = table.sub(lambda found, lines=lines: found[1] + "".join(f"{line}\n" for line in lines), document)
    return document


def _files(figures: Measured) -> Iterator[str]:
    named: set[str] = set()
    for it in figures.readings:
        count = f" ({it.texts:,} {'notes' if it.is_of_notes else 'sentences'})" if it.tested not in named else ""
        named.add(it.tested)
        yield f"| {it.tested}{count} | {_limits(it)} | {it.f1:.3f} | {_shares(it)} |"


def _limits(reading: Reading) -> str:
    return "as shipped" if reading.limits == "shipped" else f"chosen on {reading.limits}"


def _shares(reading: Reading) -> str:
    alarms = "none to tell by" if reading.false_alarms is None else f"{reading.false_alarms:.3f}"
    return f"{reading.precision:.2f} | {reading.recall:.2f} | {reading.evidence:.2f} | {alarms}"


def _types(figures: Measured) -> Iterator[str]:
    for kind, signs in figures.types.items():
        cells = " | ".join(f"{precision:.2f} / {recall:.2f}" for precision, recall in (signs["+"], signs["-"]))
        yield f"| `{kind}` | {cells} |"


if __name__ == "__main__":
    main()
