"""Print what DESIGN §7 promises, measured: pages, saves, search, import, export, twenty clients, memory.

Fills a data folder of its own once, through the product's operations, and measures medians there. Nothing here touches
the data in use.

    make bench                                            100,000 follow-ups on SQLite
    make bench ARGS="--rows 1000000 --postgres"           another size, the other engine
    make bench ARGS="--only pages --only saves"           a part
    make bench ARGS="--only team"                         fifty people for five minutes, on a table of 10,000
    make bench ARGS="--keep build/bench/figures"          keeps the figures, for tools/bench/document.py
"""

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import django
from engines import engine
from figures import Sheet
from machine import machine

ROOT = Path(__file__).resolve().parents[2]
FULL, TEAM = 100_000, 10_000
PARTS = ("pages", "plans", "health", "search", "saves", "files", "clients", "forecast")
LONG = ("team",)  # minutes by themselves: measured only if asked for


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure Genjin.")
    parser.add_argument("--rows", type=int, help="follow-ups in the table (default 100,000; 10,000 for the team alone)")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL: of DATABASE_URL, else one from PyPI")
    parser.add_argument("--only", action="append", choices=(*PARTS, *LONG), help="measure this part; may be repeated")
    parser.add_argument("--seconds", type=int, default=300, help="how long the team works (default 300)")
    parser.add_argument("--fill-only", action="store_true", help="fill the table, measure nothing")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "bench", help="where the filled tables lie")
    parser.add_argument("--keep", type=Path, help="a folder for the figures as JSON")
    chosen = parser.parse_args()
    chosen.rows = chosen.rows or (TEAM if chosen.only == ["team"] else FULL)
    return chosen


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
            measure(chosen, name, data)


def measure(chosen: argparse.Namespace, name: str, data: Path) -> None:
    """Measure the parts, print as it goes, and keep each part's figures as it ends."""
    from clients import measure_clients  # noqa: PLC0415  models can be imported only now
    from files import measure_files  # noqa: PLC0415
    from forecasting import measure_forecast  # noqa: PLC0415
    from health import measure_health  # noqa: PLC0415
    from pages import measure_pages  # noqa: PLC0415
    from plans import measure_plans  # noqa: PLC0415
    from saves import measure_saves  # noqa: PLC0415
    from searches import measure_search  # noqa: PLC0415
    from team import measure_team  # noqa: PLC0415

    from genjin.config import wsgi  # noqa: F401, PLC0415  tells the garbage collector what stays, as in the server

    print(
        f"Genjin, {chosen.rows:,} follow-ups, {name}; medians; load before {os.getloadavg()[0]:.1f}\n{machine()}",
        flush=True,
    )
    sheet = Sheet(chosen.rows)
    measures = {
        "pages": lambda: measure_pages(sheet),
        "plans": lambda: measure_plans(sheet),
        "health": lambda: measure_health(sheet),
        "search": lambda: measure_search(sheet),
        "saves": lambda: measure_saves(sheet),
        "files": lambda: measure_files(sheet),
        "clients": lambda: measure_clients(sheet, data),
        "forecast": lambda: measure_forecast(sheet),
        "team": lambda: measure_team(sheet, data, chosen.seconds),
    }
    for part in chosen.only or PARTS:
        measures[part]()
        if chosen.keep is not None:
            keep(sheet, name, chosen.keep)


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
