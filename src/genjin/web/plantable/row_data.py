"""The rows of a preview: each of the eleven cells as it will be, beside it what stands in the file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext

from genjin.core import clock
from genjin.pipeline.models import Stage
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning.columns import COLUMNS
from genjin.plantable.kept_reading import LEFT_OUT, Overview, TableOverview
from genjin.plantable.reading.result import Problem, ReadColumn, ReadRow
from genjin.plantable.wording import sentence_about, words_of
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.web.formats import day_with_weekday
from genjin.web.planning.row_data import stage_class

ITEMS = ("actions", "next_steps")
ANSWERED = ("objections", "risks")
NAMES = ("customer", "project", "customer_project")
# columns that stand in their cell without their header
BARE = frozenset(COLUMNS) | {"customer", "project"}
COMPLETED_BY = {"owner": ITEMS, "due": ITEMS, "response": ANSWERED}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One item of a packed cell."""

    content: str
    who: str = ""
    day: str = ""
    response: str = ""


@dataclass(slots=True)
class ShownCell:
    """One cell: its text or its lines, `raw` what the file says there if that is not the same.

    Of a doubtful cell the file's words are always shown.
    """

    key: str
    title: str
    text: str = ""
    bold: str = ""
    lines: list[ShownLine] = field(default_factory=list)
    raw: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row, counted from 1; `remarks` are sentences about it, each with its place.

    `heading` opens a table; `left_out` are lines of the file beside it that are no rows.
    """

    number: int
    place: str
    cells: Sequence[ShownCell]
    remarks: Sequence[tuple[str, str]]
    heading: str
    left_out: Sequence[tuple[str, str]]


class RowsOf:
    """Shows rows of one reading."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._today = clock.today()
        self._titles = {key: str(column.title).partition("（")[0].partition(" (")[0] for key, column in COLUMNS.items()}

    def show(self, numbers: Sequence[int], rows: Iterable[ReadRow]) -> list[ShownRow]:
        """Return these rows, `numbers` being their places in the reading."""
        return [self._row(number, row) for number, row in zip(numbers, rows, strict=True)]

    def _row(self, number: int, row: ReadRow) -> ShownRow:
        table = self._table_of(number)
        columns = Columns(table.columns)
        cells = {key: self._cell(key, row, columns) for key in COLUMNS if key != "seq"}
        remarks, left_out = [], []
        for problem in (self._overview.problems[at] for at in self._overview.remarks.get(number, ())):
            said = (words_of(problem.place), sentence_about(problem))
            if problem.code == LEFT_OUT:
                left_out.append(said)
                continue
            remarks.append(said)
            if cell := cells.get(columns.key_at(problem)):
                cell.is_doubtful = True
        heading = self._heading(table) if number == table.first else ""
        place = gettext("row %s") % row.place.row if row.place.row is not None else ""
        return ShownRow(number + 1, place, list(cells.values()), remarks, heading, left_out)

    def _table_of(self, number: int) -> TableOverview:
        return next(table for table in self._overview.tables if table.first <= number < table.first + table.count)

    def _heading(self, table: TableOverview) -> str:
        return table.sheet if len({each.sheet for each in self._overview.tables}) > 1 else ""

    @cached_property
    def _stages(self) -> Mapping[str, Stage]:
        return stages_by_word()

    def _cell(self, key: str, row: ReadRow, columns: "Columns") -> ShownCell:
        cell = ShownCell(key, self._titles[key])
        plain = self._fill(cell, row)
        raw = columns.raw(key, row)
        cell.raw = "" if _squeezed(raw) in _squeezed(plain) else raw
        return cell

    def _fill(self, cell: ShownCell, row: ReadRow) -> str:
        """Fill in what the cell will say, and return it as plain text, to be compared with the file's."""
        key = cell.key
        if key == "date":
            cell.text = day_with_weekday(row.date, self._today) if row.date else ""
            return row.date.isoformat() if row.date else ""
        if key == "customer_project":
            cell.bold, cell.text = row.customer or "", row.project or ""
            return cell.bold + cell.text
        if key == "stage":
            stage = self._stages.get(row.stage or "")
            cell.text, cell.bold = row.stage or "", stage_class(stage.position) if stage else ""
            return cell.text
        value = getattr(row, key)
        if key in ITEMS:
            cell.lines = [self._action_line(item) for item in value]
            return "\n".join(item.content for item in value if not item.owner and not item.due)
        if key in ANSWERED:
            cell.lines = [_answered_line(item) for item in value]
            return "\n".join(item.content for item in value if not item.response)
        cell.text = value or ""
        return cell.text

    def _action_line(self, item: ActionItem) -> ShownLine:
        return ShownLine(item.content, item.owner or "", _day(item.due, self._today))


class Columns:
    """Which columns of the file a cell was made of."""

    def __init__(self, columns: Sequence[ReadColumn]) -> None:
        self._keys: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._bare = {column.header for column in columns if column.field in BARE}
        last = ""
        for column in columns:
            key = _cell_key(column.field, last)
            last = key if key in (*ITEMS, *ANSWERED) else last
            self._keys[column.header] = self._letters[column.letter] = key

    def key_at(self, problem: Problem) -> str:
        """Return the cell that a problem is about; nothing where that is not known."""
        return self._letters.get((problem.place.column or "").partition(" ")[0], "")

    def raw(self, key: str, row: ReadRow) -> str:
        """Return the text of the file for a cell."""
        texts = [(header, text) for header, text in row.cells.items() if self._keys.get(header, "note") == key]
        texts.sort(key=lambda each: each[0] not in self._bare)
        return "\n".join(text if header in self._bare else f"{header}：{text}" for header, text in texts)


def _cell_key(meaning: str | None, last: str) -> str:
    if meaning in NAMES:
        return "customer_project"
    if meaning in COMPLETED_BY:
        return last if last in COMPLETED_BY[meaning] else "note"
    return meaning or "note"


def _answered_line(item: AnsweredItem) -> ShownLine:
    return ShownLine(item.content, response=item.response or "")


def _day(day: date | None, today: date) -> str:
    return day_with_weekday(day, today) if day else ""


def _squeezed(text: str) -> str:
    """Return the text without blanks, and without the signs that stand between a customer and its project."""
    return re.sub(r"[\s/／|｜·—-]", "", text)
