"""Write docs/benchmarks.md from the figures that `make bench ARGS="--keep FOLDER"` kept.

.venv/bin/python tools/bench/document.py FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HEAD = """# What was measured

Medians, made by `make bench` (`tools/bench/`), which fills a table through the product's operations and measures there.
A goal is that of the design at 100,000 follow-ups, and half as much again at a million. “rows new” is a page whose rows
nobody looked at before; a row is drawn once for each of its versions. A figure in bold misses its goal.

These runs shared their two cores with tests of the same project, which were running at times: take single figures with
that grain of salt, and measure on your own machine.
"""


def main() -> None:
    """Write one section for each size and engine."""
    sheets = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(sys.argv[1]).glob("*.json"))]
    sheets.sort(key=lambda sheet: (sheet["engine"] != "sqlite", sheet["rows"]))
    text = HEAD + "".join(section(sheet) for sheet in sheets)
    (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def section(sheet: dict[str, Any]) -> str:
    """Return the table of one run."""
    title = f"\n## {sheet['rows']:,} follow-ups, {sheet['engine']}\n\n{sheet['machine']} · {sheet['day']}\n\n"
    return title + "| | measured | goal |\n| --- | ---: | ---: |\n" + "".join(map(line, sheet["figures"]))


def line(figure: dict[str, Any]) -> str:
    """Return one figure beside its goal."""
    value, goal, unit = figure["value"], figure["goal"], figure["unit"]
    shown = f"{number(value)} {unit}"
    if goal is None:
        return f"| {figure['name']} | {shown} | |\n"
    is_met = value >= goal if figure["at_least"] else value <= goal
    sign = "≥" if figure["at_least"] else "≤"
    return f"| {figure['name']} | {shown if is_met else f'**{shown}**'} | {sign} {number(goal)} {unit} |\n"


def number(value: float) -> str:
    """Return three significant digits, and no fraction of what is large."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
