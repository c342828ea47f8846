"""Write docs/benchmarks.md from the figures that `make bench ARGS="--keep FOLDER"` kept.

.venv/bin/python tools/bench/document.py FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HEAD = """# What was measured

Medians, made by `make bench` (`tools/bench/`), which fills a table through the product's operations and measures there,
from the request to the reply, without the network. A figure in bold misses its goal; the goal is that of the design for
100,000 follow-ups, and half as much again at a million. “rows new” is a page whose rows nobody looked at before: a row
is drawn once for each of its versions and kept in memory.

The machine is shared, and what it does otherwise shows: the same code took half as long again at one hour of a day
as at another, and the figures of one column may come from two runs some hours apart. Compare them with one another, and
measure on your own machine. “empty installation” and “import” look for decision signals in every row; these rows hold
between three and four each, several times what people write.

“50 people” are fifty sessions that think for one to five seconds, then read (80 %) or save (20 %), on a table of 10,000
follow-ups of which each sees some dozen projects; beside that each of their pages asks the feed every 1.5 seconds and
fetches what the others changed (`tools/bench/teammates.py`). Server, worker and the fifty share the machine.
"""
BY_HAND = "## Killed workers"
ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def main() -> None:
    """Write one section for each engine."""
    sheets = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(sys.argv[1]).glob("*.json"))]
    sheets.sort(key=lambda sheet: sheet["rows"])
    of_engines = [[sheet for sheet in sheets if sheet["engine"] == engine] for engine in ENGINES]
    text = HEAD + "".join(section(of_engine) for of_engine in of_engines if of_engine)
    document = ROOT / "docs" / "benchmarks.md"
    # what `make bench` does not measure stands behind it, written by hand
    _before, mark, by_hand = document.read_text(encoding="utf-8").partition(BY_HAND)
    document.write_text(text.rstrip() + "\n\n" + mark + by_hand if mark else text, encoding="utf-8")


def section(sheets: list[dict[str, Any]]) -> str:
    """Return the table of one engine, a column for each size."""
    days = sorted({sheet["day"] for sheet in sheets})
    title = f"\n## {ENGINES[sheets[0]['engine']]}\n\n{sheets[0]['machine']} · {' – '.join(days)}\n\n"
    columns = " | ".join(f"{sheet['rows']:,}" for sheet in sheets)
    head = f"| follow-ups | {columns} | goal |\n| --- |{' ---: |' * (len(sheets) + 1)}\n"
    by_name: dict[str, dict[int, dict[str, Any]]] = {}
    for sheet in sheets:
        for figure in sheet["figures"]:
            by_name.setdefault(figure["name"], {})[sheet["rows"]] = figure
    return title + head + "".join(line(name, figures, sheets) for name, figures in by_name.items())


def line(name: str, figures: dict[int, dict[str, Any]], sheets: list[dict[str, Any]]) -> str:
    """Return one figure at every size; the goal is that of the smallest."""
    cells = " | ".join(cell(figures.get(sheet["rows"])) for sheet in sheets)
    first = figures[min(figures)]
    sign = "≥" if first["at_least"] else "≤"
    goal = "" if first["goal"] is None else f"{sign} {number(first['goal'])} {first['unit']}"
    return f"| {name} | {cells} | {goal} |\n"


def cell(figure: dict[str, Any] | None) -> str:
    """Return one figure, in bold if it misses its goal."""
    if figure is None:
        return ""
    value, goal = figure["value"], figure["goal"]
    shown = f"{number(value)} {figure['unit']}"
    is_met = goal is None or (value >= goal if figure["at_least"] else value <= goal)
    return shown if is_met else f"**{shown}**"


def number(value: float) -> str:
    """Return three significant digits, and no fraction of what is large."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
