"""Which columns of a grid hold the labels of a form, and which its values."""

import re
from collections.abc import Sequence
from typing import Final

from genjin.plantable.reading.column import COMPLETING
from genjin.plantable.reading.grids.grid import Grid, GridRow
from genjin.plantable.reading.headers import is_header_like, match_header
from genjin.plantable.reading.merges import Merges

_LEAST_FIELDS: Final = 4
"""Different fields down one column that make it a column of labels."""


def is_label(text: str) -> bool:
    """Whether a cell names a field of the plan."""
    return bool(text) and is_header_like(text) and match_header(text).strength >= 2


def label_columns(grid: Grid) -> list[int]:
    """The columns that hold labels, first column first; empty where the grid is no form."""
    filled: dict[int, int] = {}
    known: dict[int, int] = {}
    fields: dict[int, set[str]] = {}
    for row in grid.rows[:400]:
        if _is_table_header(row):
            continue
        for column in row.filled():
            filled[column] = filled.get(column, 0) + 1
            match = match_header(row.texts[column])
            if match.strength >= 2 and is_header_like(row.texts[column]):
                known[column] = known.get(column, 0) + 1
                if match.field and match.strength == 3:
                    fields.setdefault(column, set()).add(match.field)
    if not filled:
        return []
    first = min(fields, key=lambda column: (-len(fields[column]), column), default=None)
    if first is None or len(fields[first]) < _LEAST_FIELDS or known[first] < 0.4 * filled[first]:
        return []
    return sorted(
        column
        for column in known
        if column == first or (known[column] >= 0.5 * filled[column] and len(fields.get(column, ())) >= 1)
    )


def _is_table_header(row: GridRow) -> bool:
    """A row of headers of an ordinary table: many labels beside one another."""
    labels = [column for column in row.filled() if is_label(row.texts[column])]
    return (
        len(labels) >= 5
        and len(labels) >= 0.8 * len(row.filled())
        and labels == list(range(labels[0], labels[0] + len(labels)))
    )


def record_columns(grid: Grid, labels: Sequence[int]) -> list[int]:
    """The value columns of a form that has one for each follow-up; empty where it has a single one."""
    if len(labels) != 1:
        return []
    counts: dict[int, int] = {}
    rows = [
        row
        for row in grid.rows
        if is_label(row.text(labels[0])) and match_header(row.text(labels[0])).field not in COMPLETING
    ]
    merges = Merges(grid)
    for row in rows:
        for column in row.filled():
            if column > labels[0] and merges.at(row.number, column) is None:
                counts[column] = counts.get(column, 0) + 1
    columns = sorted(column for column, count in counts.items() if count >= 0.5 * len(rows))
    keys = [
        row
        for row in rows
        if match_header(row.text(labels[0])).field
        in ("date", "customer", "customer_project", "project", "stage", "goal")
    ]
    agree = [row for row in keys if sum(bool(row.text(column)) for column in columns) >= 2]
    return columns if len(columns) >= 2 and len(agree) >= max(1, 0.5 * len(keys)) else []


def are_labels(row: GridRow, labels: Sequence[int]) -> bool:
    """Whether a row of a form holds labels beside one another, whose values may stand in the row below."""
    filled = row.filled()
    matches = [match_header(row.texts[column]) for column in filled]
    beside = len(filled) > 1 and filled[0] in labels
    return beside and all(match.strength == 3 and match.field not in COMPLETING for match in matches)


def are_values_of(row: GridRow, above: GridRow) -> bool:
    """Whether a row stands right below a row of labels, under them and without labels of its own."""
    filled, labels = row.filled(), above.filled()
    under = row.number == above.number + 1 and set(filled) <= set(labels) and 2 * len(filled) >= len(labels)
    known = any(match_header(row.texts[column]).strength == 3 for column in filled)
    return under and not known and not is_label(row.texts[filled[0]])


def parted(label: str, values: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """日期 / 阶段 beside 6月10日 / 需求调研 as two labels with a value each; any other pair as it stands."""
    labels = [part.strip() for part in re.split("[/／]", label)]
    texts = [part.strip() for part in re.split("[/／]", values[0])] if len(values) == 1 else []
    matches = [match_header(part) for part in labels]
    fields = {match.field for match in matches if match.strength == 3}
    apart = len(labels) == len(texts) == len(fields) > 1 and match_header(label).field != "customer_project"
    return [(each, [text]) for each, text in zip(labels, texts, strict=True)] if apart else [(label, values)]
