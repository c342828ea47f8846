"""The example tables beside this file, read once."""

import csv
import json
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"


def csv_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table with a heading."""
    with (WORDS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def json_rows(name: str) -> list[dict[str, Any]]:
    """One object a line."""
    return [json.loads(line) for line in (WORDS / name).read_text(encoding="utf-8").splitlines()]


def fresh_cells() -> list[dict[str, Any]]:
    """The cells of every table in ``cells``."""
    tables = sorted((Path(__file__).parent / "cells").glob("*.jsonl"))
    return [json.loads(line) for table in tables for line in table.read_text(encoding="utf-8").splitlines()]
