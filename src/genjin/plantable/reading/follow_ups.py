"""Grid rows gathered into follow-ups: rows that carry on joined, blank customers, dates and stages filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Final

from genjin.plantable.reading.blanks import is_ditto
from genjin.plantable.reading.column import Column
from genjin.plantable.reading.grids.grid import GridRow
from genjin.plantable.reading.result import Place, Problem
from genjin.plantable.reading.row_kinds import NAMES, RowKind, RowSorter
from genjin.plantable.reading.tables import FoundTable
from genjin.plantable.writing.long_text import continued_seq

CARRIED: Final = ("customer_project", "customer", "project", "stage", "date")


@dataclass(slots=True)
class RawFollowUp:
    """One follow-up before its texts are understood.

    `lines` are its rows, the first and those that carry it on; `keys` the texts of its carried columns, `day` its typed
    date; `group` the heading inside the table under which it stands.
    """

    lines: list[GridRow]
    keys: dict[str, str] = field(default_factory=dict)
    day: date | None = None
    group: str = ""


class Gatherer:
    """Goes down one table and gathers its follow-ups; `problems` says which rows were left out."""

    def __init__(self, table: FoundTable) -> None:
        self._table = table
        self._sorter = RowSorter(table.columns, table.merges)
        self._by_field: dict[str, Column] = {
            column.field: column for column in table.columns if column.field in CARRIED
        }
        self._styles = {name: self._is_left_blank(name) for name in ("stage", "date")}
        self._above: dict[str, str] = {}
        self._day: date | None = None
        self._texts: dict[int, str] = {}
        self._group = ""
        self._under_day = False
        self._carried = ""
        self.problems: list[Problem] = []

    def gather(self) -> Iterator[RawFollowUp]:
        """Every follow-up of the table, from the top down."""
        current: RawFollowUp | None = None
        rows = _whole(self._table)
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            kind = self._sorter.kind_of(row, following, has_previous=current is not None)
            if self._table.merges.any and kind in (RowKind.CONTINUED, RowKind.FOLLOW_UP):
                self._remember(row)
            if kind is RowKind.CONTINUED and current is not None:
                current.lines.append(row)
                continue
            if kind is RowKind.FOLLOW_UP:
                if current is not None:
                    yield current
                current = self._begin(self._with_merged(row) if self._table.merges.any else row)
            elif kind is RowKind.GROUP:
                self._open_group(row)
            if kind in (RowKind.GROUP, RowKind.LEFT_OUT):
                words = " ".join(text for text in row.texts if text)
                self.problems.append(Problem("row_left_out", Place(self._table.grid.sheet, row.number), words))
        if current is not None:
            yield current

    def _remember(self, row: GridRow) -> None:
        for column in self._table.columns:
            if text := row.text(column.index):
                self._texts[column.index] = text

    def _with_merged(self, row: GridRow) -> GridRow:
        """The row with goal and columns of its own (联系人) where their merged blocks reach into it from above.

        What was done, said or feared stays with the follow-up that it is written to.
        """
        texts = [*row.texts, *[""] * (self._table.columns[-1].index + 1 - len(row.texts))]
        for column in self._table.columns:
            at = column.index
            if column.field in ("goal", None) and not texts[at]:
                merge = self._table.merges.at(row.number, at)
                if merge is not None and merge.top < row.number and merge.left == at == merge.right:
                    texts[at] = self._texts.get(at, "")
        return GridRow(row.number, texts, row.dates)

    def _open_group(self, row: GridRow) -> None:
        """A name or a day alone stands for the rows below; a heading over the whole width too, whatever it says."""
        at = row.filled()[0]
        merge = self._table.merges.at(row.number, at)
        column = next((each for each in self._by_field.values() if each.index == at), None)
        self._under_day = False
        if column is None or (merge is not None and merge.right > merge.left):
            self._group, self._above, self._day = row.texts[at], {}, None
        elif column.field == "date":
            self._above, self._day, self._under_day = {**self._above, "date": row.texts[at]}, row.dates.get(at), True
        else:
            self._above, self._day = {str(column.field): row.texts[at]}, None
            self._carried = row.texts[at]  # a heading says itself for whom the rows below it are

    def _begin(self, row: GridRow) -> RawFollowUp:
        found = RawFollowUp([row], group=self._group)
        own_name = self._fill_names(row, found)
        for name in ("stage", "date"):
            if name in self._by_field:
                carry = (self._styles[name] and not own_name) or (name == "date" and self._under_day)
                found.keys[name] = self._value(row, name, carry=carry)
        if "date" in self._by_field:
            column = self._by_field["date"].index
            is_carried = (found.keys["date"] == self._above.get("date") and not row.text(column)) or is_ditto(
                row.text(column)
            )
            found.day = self._day if is_carried else row.dates.get(column)
            self._day = found.day
        self._above = dict(found.keys)
        return found

    def _fill_names(self, row: GridRow, found: RawFollowUp) -> bool:
        """Fill in customer and project, and say whether the row names either itself."""
        names = [name for name in NAMES if name in self._by_field]
        own = False
        for name in names:
            text = row.text(self._by_field[name].index)
            own = own or (bool(text) and not is_ditto(text))
            found.keys[name] = self._value(row, name, carry=True)
        self._say_what_is_carried(row, found)
        changed = any(found.keys[name] != self._above.get(name) for name in names)
        if "project" in self._by_field:
            text = row.text(self._by_field["project"].index)
            found.keys["project"] = self._value(row, "project", carry=not own)
            if not text and changed and self._table.merges.from_above(row.number, self._by_field["project"].index):
                found.keys["project"] = self._above.get("project", "")
            own = own or (bool(text) and not is_ditto(text))
        return own

    def _say_what_is_carried(self, row: GridRow, found: RawFollowUp) -> None:
        """Say once, for each run of blank cells, that they were taken for the name above; a merged block says so."""
        blank = ""
        for name in sorted(NAMES & self._by_field.keys()):
            column = self._by_field[name]
            is_blank = not row.text(column.index) and not self._table.merges.from_above(row.number, column.index)
            if is_blank and found.keys[name]:
                blank = found.keys[name]
                if blank != self._carried:
                    place = Place(self._table.grid.sheet, row.number, f"{column.letter} {column.header}".strip())
                    self.problems.append(Problem("name_carried", place, blank))
        self._carried = blank

    def _value(self, row: GridRow, name: str, *, carry: bool) -> str:
        column = self._by_field[name].index
        text = row.text(column)
        if text and not is_ditto(text):
            return text
        if is_ditto(text) or carry or self._table.merges.from_above(row.number, column):
            return self._above.get(name, "")
        return ""

    def _is_left_blank(self, name: str) -> bool:
        """Whether the table writes this column only where it writes the customer: its blanks repeat the row above."""
        key = next((self._by_field[each] for each in NAMES if each in self._by_field), None)
        column = self._by_field.get(name)
        if key is None or column is None:
            return False
        own = [
            bool(row.text(column.index)) for row in self._table.rows if row.text(key.index) and len(row.filled()) > 2
        ]
        blank = [
            bool(row.text(column.index))
            for row in self._table.rows
            if not row.text(key.index) and len(row.filled()) > 2
        ]
        return len(own) > 1 and sum(own) >= 0.8 * len(own) and bool(blank) and not any(blank)


def _whole(table: FoundTable) -> list[GridRow]:
    """The rows with those joined that our own export had to cut because a cell holds only so much."""
    seq = next((column.index for column in table.columns if column.field == "seq"), None)
    if seq is None:
        return table.rows
    rows: list[GridRow] = []
    for row in table.rows:
        if rows and continued_seq(row.text(seq)) is not None:
            above = rows[-1]
            texts = [one + two for one, two in zip_longest(above.texts, row.texts, fillvalue="")]
            texts[seq] = above.text(seq)
            rows[-1] = GridRow(above.number, texts, above.dates)
        else:
            rows.append(row)
    return rows
