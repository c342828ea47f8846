"""Print the figures of the design: pages, saves, search, import, export, twenty clients at once.

Fills a data folder of its own once (build/bench/ROWS) through the product's operations, and measures medians there.
`make bench ARGS="--rows 1000000"`. SQLite, as installed; nothing here touches the data folder in use.
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
    rows = parser.parse_args().rows
    data = ROOT / "build" / "bench" / str(rows)
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update({"GENJIN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "genjin.config.settings"})
    for foreign in ("DATABASE_URL", "GENJIN_HTTPS", "GENJIN_DEBUG"):
        os.environ.pop(foreign, None)
    django.setup()
    # models can be imported only now
    from clients import measure_clients  # noqa: PLC0415
    from filling import fill  # noqa: PLC0415
    from inside import measure_files, measure_pages, measure_saves  # noqa: PLC0415

    load = f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}"
    print(f"Genjin with {rows:,} follow-ups, {load}, SQLite; medians", flush=True)
    fill(rows)
    measure_pages()
    measure_saves()
    measure_files()
    measure_clients(data)


if __name__ == "__main__":
    main()
