"""Odd files hold characters that no database can keep."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from genjin.core.storable import UNSTORABLE, storable_text
from genjin.plantable.reading.result import PlanTable, ReadRow
from genjin.text.cells import ActionItem, AnsweredItem


def storable(table: PlanTable) -> PlanTable:
    """Return the table with every such character replaced; nearly every table comes back as it is."""
    if not any(map(_is_odd, table.rows)):
        return table
    return replace(table, tables=[replace(each, rows=[_mended(row) for row in each.rows]) for each in table.tables])


def _is_odd(row: ReadRow) -> bool:
    return UNSTORABLE.search("\n".join(filter(None, _texts(row)))) is not None


def _texts(row: ReadRow) -> Iterable[str | None]:
    return chain(
        (row.customer, row.project, row.stage, row.goal, row.feedback, row.note),
        (text for item in (*row.actions, *row.next_steps) for text in (item.content, item.owner)),
        (text for item in (*row.objections, *row.risks) for text in (item.content, item.response)),
        row.cells.values(),
    )


def _mended(row: ReadRow) -> ReadRow:
    return replace(
        row,
        customer=_mend_filled(row.customer),
        project=_mend_filled(row.project),
        stage=_mend_filled(row.stage),
        goal=_mend_filled(row.goal),
        actions=[_mended_action(item) for item in row.actions],
        feedback=_mend_filled(row.feedback),
        objections=[_mended_answer(item) for item in row.objections],
        next_steps=[_mended_action(item) for item in row.next_steps],
        risks=[_mended_answer(item) for item in row.risks],
        note=_mend_filled(row.note),
        cells={header: storable_text(text) for header, text in row.cells.items()},
    )


def _mended_action(item: ActionItem) -> ActionItem:
    return replace(item, content=storable_text(item.content), owner=_mend_filled(item.owner))


def _mended_answer(item: AnsweredItem) -> AnsweredItem:
    return replace(item, content=storable_text(item.content), response=_mend_filled(item.response))


def _mend_filled(text: str | None) -> str | None:
    return None if text is None else storable_text(text)
