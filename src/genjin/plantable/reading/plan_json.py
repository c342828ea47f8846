"""Our own plan exported as JSON, back into rows."""

import json
from datetime import date
from typing import Final

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.delimited import decode_text
from genjin.plantable.reading.limits import ROWS
from genjin.plantable.reading.result import Place, PlanTable, ReadRow, ReadTable
from genjin.text.cells import ActionItem, AnsweredItem

_FINGERPRINT: Final = "genjin-json"


def read_plan_json(data: bytes) -> PlanTable:
    """Rows from `{"rows": [...]}` or a plain list of rows; raises UnreadableFile for anything else."""
    try:
        content = json.loads(decode_text(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("bad_json", what="it is cut off or no JSON at all") from error
    rows = content.get("rows") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise UnreadableFile("bad_json", what="it has no list of rows")
    if len(rows) > ROWS:
        raise UnreadableFile("too_large", what="the rows", limit=ROWS)
    read = [_row(number, row) for number, row in enumerate(rows, start=1)]
    return PlanTable([ReadTable("", _FINGERPRINT, [], read)], [])


def _row(number: int, row: object) -> ReadRow:
    if not isinstance(row, dict):
        raise UnreadableFile("bad_json", what=f"row {number} is no object")
    try:
        return ReadRow(
            place=Place("", number),
            date=_day(row.get("date")),
            customer=_text(row.get("customer")),
            project=_text(row.get("project")),
            stage=_text(row.get("stage")),
            goal=_text(row.get("goal")),
            actions=_actions(row.get("actions")),
            feedback=_text(row.get("feedback")),
            objections=_answered(row.get("objections")),
            next_steps=_actions(row.get("next_steps")),
            risks=_answered(row.get("risks")),
            note=_text(row.get("note")),
        )
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UnreadableFile("bad_json", what=f"row {number} is not formed like a row of the plan") from error


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value or None


def _day(value: object) -> date | None:
    text = _text(value)
    return date.fromisoformat(text) if text else None


def _actions(items: object) -> list[ActionItem]:
    return [
        ActionItem(_text(each["content"]) or "", _text(each.get("owner")), _day(each.get("due")))
        for each in _list(items)
    ]


def _answered(items: object) -> list[AnsweredItem]:
    return [AnsweredItem(_text(each["content"]) or "", _text(each.get("response"))) for each in _list(items)]


def _list(items: object) -> list[dict[str, object]]:
    if items is not None and not isinstance(items, list):
        raise TypeError(items)
    return items or []
