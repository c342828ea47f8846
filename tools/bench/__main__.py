"""Print what DESIGN §7 promises, measured: pages, saves, search, import, export, twenty clients, memory.

Fills a data folder of its own once, through the product's operations, and measures medians there. Nothing here touches
the data in use.

    make bench                                            100,000 follow-ups on SQLite
    make bench ARGS="--rows 1000000 --postgres"           another size, the other engine
    make bench ARGS="--only pages --only saves"           a part
    make bench ARGS="--keep build/bench/figures"          keeps the figures, for tools/bench/document.py
"""

import argparse
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import django
from engines import engine
from figures import Sheet
from machine import machine

ROOT = Path(__file__).resolve().parents[2]
FULL = 100_000
PARTS = ("pages", "plans", "health", "search", "saves", "files", "clients", "forecast")


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure Genjin.")
    parser.add_argument("--rows", type=int, default=FULL, help="follow-ups in the table (default 100,000)")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL: of DATABASE_URL, else one from PyPI")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part; may be repeated")
    parser.add_argument("--fill-only", action="store_true", help="fill the table, measure nothing")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "bench", help="where the filled tables lie")
    parser.add_argument("--keep", type=Path, help="a folder for the figures as JSON")
    return parser.parse_args()


def main() -> None:
    """Fill what is missing, then measure."""
    chosen = arguments()
    name = "postgres" if chosen.postgres else "sqlite"
    data = chosen.data.resolve() / f"{chosen.rows}-{name}"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with engine(name, data):
        django.setup()
        from filling import fill  # noqa: PLC0415  models can be imported only now

        fill(chosen.rows)
        if not chosen.fill_only:
            measure(chosen.rows, name, chosen.only or PARTS, data, chosen.keep)


def measure(rows: int, name: str, parts: Sequence[str], data: Path, kept: Path | None) -> None:
    """Measure the parts, print as it goes, and keep each part's figures as it ends."""
    from clients import measure_clients  # noqa: PLC0415  models can be imported only now
    from files import measure_files  # noqa: PLC0415
    from forecasting import measure_forecast  # noqa: PLC0415
    from health import measure_health  # noqa: PLC0415
    from pages import measure_pages  # noqa: PLC0415
    from plans import measure_plans  # noqa: PLC0415
    from saves import measure_saves  # noqa: PLC0415
    from searches import measure_search  # noqa: PLC0415

    print(
        f"Genjin, {rows:,} follow-ups, {name}; medians; load before {os.getloadavg()[0]:.1f}\n{machine()}", flush=True
    )
    sheet = Sheet(rows)
    measures = {
        "pages": lambda: measure_pages(sheet),
        "plans": lambda: measure_plans(sheet),
        "health": lambda: measure_health(sheet),
        "search": lambda: measure_search(sheet),
        "saves": lambda: measure_saves(sheet),
        "files": lambda: measure_files(sheet),
        "clients": lambda: measure_clients(sheet, data),
        "forecast": lambda: measure_forecast(sheet),
    }
    for part in parts:
        measures[part]()
        if kept is not None:
            keep(sheet, name, kept)


def keep(sheet: Sheet, name: str, folder: Path) -> None:
    """Write the figures of this size and engine, over those of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sheet.rows}-{name}.json"
    known = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.exists() else []
    figures = {figure["name"]: figure for figure in [*known, *sheet.as_json()]}
    kept = {"rows": sheet.rows, "engine": name, "machine": machine(), "day": datetime.now(UTC).date().isoformat()}
    path.write_text(json.dumps({**kept, "figures": list(figures.values())}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
