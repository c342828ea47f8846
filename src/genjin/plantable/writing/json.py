"""Plan rows as JSON: the contract of `genjin export --format json`, one readable block per row."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from genjin.plantable.row import PlanRow
from genjin.text.cells import ActionItem, AnsweredItem


def write_json(rows: Iterable[PlanRow], to: BinaryIO) -> None:
    """Write `{"rows": [...]}` to the binary file `to`, row by row."""
    to.write(b'{"rows": [')
    between = b"\n"
    for row in rows:
        to.write(between)
        # Only an unpaired surrogate cannot be UTF-8; what `backslashreplace` makes of it is its JSON escape.
        to.write(json.dumps(row_as_json(row), ensure_ascii=False, indent=1).encode(errors="backslashreplace"))
        between = b",\n"
    to.write(b"\n]}\n")


def row_as_json(row: PlanRow) -> dict[str, object]:
    """One row with its keys in the order of the columns; what is missing is null, never left out."""
    return {
        "seq": row.seq,
        "date": row.date.isoformat() if row.date else None,
        "customer": row.customer,
        "project": row.project,
        "stage": row.stage,
        "goal": row.goal,
        "actions": [_action(item) for item in row.actions],
        "feedback": row.feedback,
        "objections": [_answered(item) for item in row.objections],
        "next_steps": [_action(item) for item in row.next_steps],
        "risks": [_answered(item) for item in row.risks],
        "note": row.note,
    }


def _action(item: ActionItem) -> dict[str, object]:
    return {"content": item.content, "owner": item.owner, "due": item.due.isoformat() if item.due else None}


def _answered(item: AnsweredItem) -> dict[str, object]:
    return {"content": item.content, "response": item.response}
