"""Packed cells as other people wrote them: each table beside the words in ``cells`` is one person's hand."""

from typing import Any

import pytest

from genjin.text.cells import read_action_items, read_answered_items
from tests.text.tables import fresh_cells
from tests.text.test_cells import WEDNESDAY

# What the rules are known to read otherwise than a person would.
MISREAD = {
    "Owner: Amy Lau / Due: 27-Mar / Task: TCO model",
    "Prep for QBR（Mar 24，Shanghai office）",
    "1.0.4MPa阀门复检2.DN50/DN80法兰各10片发货3.1.6MPa管试压",
}


def read(column: str, cell: str) -> list[list[str | None]]:
    if column in {"actions", "next_steps"}:
        found = read_action_items(cell, reference=WEDNESDAY)
        return [[item.content, item.owner, item.due and item.due.isoformat()] for item in found]
    return [[item.content, item.response] for item in read_answered_items(cell)]


@pytest.mark.parametrize("row", fresh_cells(), ids=lambda row: row["cell"])
def test_read_fresh_cell(row: dict[str, Any]) -> None:
    assert (read(row["column"], row["cell"]) == row["items"]) is (row["cell"] not in MISREAD)
