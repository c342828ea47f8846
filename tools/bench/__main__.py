"""Print the figures of the design: pages, saves, search, import, export, twenty clients at once.

Fills a data folder of its own once (build/bench/ROWS) through the product's operations, and measures medians there.
`make bench ARGS="--rows 1000000"`. SQLite, as installed, or with `--postgres` the PostgreSQL of DATABASE_URL:
`tools/with_postgres.py .venv/bin/python tools/bench --postgres`. Nothing here touches the data folder in use.
"""

import argparse
import os
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
FULL = 100_000


def main() -> None:
    """Fill what is missing, then measure."""
    parser = argparse.ArgumentParser(description="Measure Genjin.")
    parser.add_argument("--rows", type=int, default=FULL, help="follow-ups in the table (default 100,000)")
    parser.add_argument("--postgres", action="store_true", help="measure the PostgreSQL that DATABASE_URL names")
    chosen = parser.parse_args()
    rows = chosen.rows
    data = ROOT / "build" / "bench" / f"{rows}{'-postgres' if chosen.postgres else ''}"
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update({"GENJIN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "genjin.config.settings"})
    for foreign in ("GENJIN_HTTPS", "GENJIN_DEBUG", *(() if chosen.postgres else ("DATABASE_URL",))):
        os.environ.pop(foreign, None)
    django.setup()
    # models can be imported only now
    from clients import measure_clients  # noqa: PLC0415
    from filling import fill  # noqa: PLC0415
    from forecasting import measure_forecast  # noqa: PLC0415
    from inside import measure_files, measure_pages, measure_saves  # noqa: PLC0415

    load = f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}"
    engine = "PostgreSQL" if chosen.postgres else "SQLite"
    print(f"Genjin with {rows:,} follow-ups, {load}, {engine}; medians", flush=True)
    fill(rows)
    measure_pages()
    measure_saves()
    measure_files()
    measure_clients(data)
    measure_forecast()


if __name__ == "__main__":
    main()
