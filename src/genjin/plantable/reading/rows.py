"""The texts of a follow-up understood: one ReadRow, with nothing left behind."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from genjin.plantable.reading.above import names_above
from genjin.plantable.reading.blanks import filled_or_none, is_blank
from genjin.plantable.reading.column import Column
from genjin.plantable.reading.completing import give_dates, give_owners, give_responses
from genjin.plantable.reading.customers import (
    Names,
    brackets_name_projects,
    split_customer,
    split_customer_project,
    split_project,
)
from genjin.plantable.reading.days import read_day
from genjin.plantable.reading.follow_ups import Gatherer, RawFollowUp
from genjin.plantable.reading.grids.grid import GridRow
from genjin.plantable.reading.headers import header_key
from genjin.plantable.reading.result import Place, Problem, ReadRow
from genjin.plantable.reading.stages import canonical_stage
from genjin.plantable.reading.tables import FoundTable
from genjin.text.cells import ActionItem, AnsweredItem, read_action_items, read_answered_items

_SCALARS: Final = ("goal", "feedback")


@dataclass(slots=True)
class Surroundings:
    """What a table's rows are read with: the day for dates without one, known people, and whom the table is about."""

    reference: date
    people: Collection[str] = ()
    names: Names = (None, None)
    problems: list[Problem] = field(default_factory=list)
    tick: Callable[[], None] = lambda: None


def read_rows(table: FoundTable, around: Surroundings) -> Iterator[ReadRow]:
    """Every follow-up of the table; `around.problems` takes what was left as text and what was left out."""
    gatherer = Gatherer(table)
    reader = _RowReader(table, around)
    for raw in gatherer.gather():
        yield reader.read(raw)
        around.tick()
    around.problems.extend(gatherer.problems)


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a table writes both names in one cell."""

    project_first: bool = False
    in_bracket: bool = False


def _habits(table: FoundTable) -> _Habits:
    column = next((each for each in table.columns if each.field == "customer_project"), None)
    if column is None:
        return _Habits()
    header = header_key(column.header)
    named = re.match(r"(客户|业主|甲方)(名称)?\((项目|商机)(名称)?\)", header)
    in_bracket = bool(named) or brackets_name_projects(row.text(column.index) for row in table.rows)
    return _Habits(header.startswith(("项目", "商机", "project", "opportunity")), in_bracket)


def _completing(table: FoundTable) -> dict[tuple[str | None, str], list[Column]]:
    """The columns of owners, dates and responses, by the field that they complete and what they give it."""
    found: dict[tuple[str | None, str], list[Column]] = {}
    for column in table.columns:
        if column.belongs_to is not None and column.field:
            found.setdefault((table.columns[column.belongs_to].field, column.field), []).append(column)
    return found


class _RowReader:
    """Reads the rows of one table, one after the other."""

    def __init__(self, table: FoundTable, around: Surroundings) -> None:
        self._table, self._around, self._habits = table, around, _habits(table)
        self._columns = {column.field: column for column in table.columns if column.field}
        self._others = [column for column in table.columns if column.field is None]
        self._completing = _completing(table)
        self._has_customer = bool({"customer", "customer_project"} & self._columns.keys())
        self._comments = table.grid.comments
        self._notes: list[str] = []

    def read(self, raw: RawFollowUp) -> ReadRow:
        """Everything that one follow-up says."""
        self._raw, self._notes = raw, []
        self._place = Place(self._table.grid.sheet, raw.lines[0].number)
        day = self._day()
        reference = day or self._around.reference
        customer, project = self._names()
        stage = self._stage()
        actions, next_steps = (self._items(name, reference) for name in ("actions", "next_steps"))
        objections, risks = (self._answered(name) for name in ("objections", "risks"))
        goal, feedback = (self._joined(name) for name in _SCALARS)
        self._note_others()
        return ReadRow(
            place=self._place,
            date=day,
            customer=customer,
            project=project,
            stage=stage,
            goal=goal,
            actions=actions,
            feedback=feedback,
            objections=objections,
            next_steps=next_steps,
            risks=risks,
            note="\n".join(self._notes) or None,
            cells=self._cells(),
        )

    def _texts(self, column: Column) -> Iterator[tuple[GridRow, str]]:
        for line in self._raw.lines:
            text = line.text(column.index)
            if text:
                yield line, text

    def _joined(self, name: str) -> str | None:
        column = self._columns.get(name)
        if column is None:
            return None
        texts = [text for _, text in self._texts(column) if not is_blank(text)]
        return "\n".join(texts) or None

    def _problem(self, code: str, column: Column, words: str) -> None:
        place = Place(self._place.sheet, self._place.row, f"{column.letter} {column.header}".strip())
        self._around.problems.append(Problem(code, place, words, "warning"))

    def _day(self) -> date | None:
        column = self._columns.get("date")
        if column is None:
            return None
        text = self._raw.keys.get("date", "")
        if self._raw.day is not None:
            return self._raw.day
        day, rest = read_day(text, self._around.reference)
        if rest and not is_blank(rest):
            self._notes.append(f"{column.header or column.letter}：{rest}")
            self._problem("date_left_as_text", column, text)
        return day

    def _names(self) -> Names:
        keys = self._raw.keys
        customer, project = filled_or_none(keys.get("customer", "")), filled_or_none(keys.get("project", ""))
        packed = filled_or_none(keys.get("customer_project", ""))
        if packed:
            habits = self._habits
            one, two = split_customer_project(packed, project_first=habits.project_first, in_bracket=habits.in_bracket)
            customer, project = customer or one, project or two
        elif customer and "project" not in self._columns:
            customer, project = split_customer(customer)
        elif project and "customer" not in self._columns and not (self._raw.group or self._around.names[0]):
            customer, project = split_project(project)
        return self._from_around(customer, project)

    def _from_around(self, customer: str | None, project: str | None) -> Names:
        """Fill in whom the heading inside the table, the lines above it or the sheet's name tell."""
        if (customer is None and not self._has_customer) or (customer is None and self._raw.group):
            one, two = split_group(self._raw.group)
            customer = one or self._around.names[0]
            project = project or two or (self._around.names[1] if "project" not in self._columns else None)
        return customer, project

    def _stage(self) -> str | None:
        text = filled_or_none(self._raw.keys.get("stage", ""))
        if text is None:
            return None
        stage, beside = canonical_stage(text)
        if beside:
            self._notes.append(f"{self._columns['stage'].header}：{text}")
        return stage

    def _items(self, name: str, reference: date) -> list[ActionItem]:
        if name not in self._columns:
            return []
        items: list[ActionItem] = []
        owners, dates = self._completing.get((name, "owner"), ()), self._completing.get((name, "due"), ())
        for line in self._raw.lines:
            text = line.text(self._columns[name].index)
            found = [] if is_blank(text) else read_action_items(text, reference=reference, people=self._around.people)
            for column in owners:
                found = self._given(line, column, found, give_owners)
            for column in dates:
                found = self._given(line, column, found, lambda each, words: give_dates(each, words, reference))
            items.extend(found)
        return items

    def _given(
        self,
        line: GridRow,
        column: Column,
        items: list[ActionItem],
        give: Callable[[Sequence[ActionItem], str], list[ActionItem] | None],
    ) -> list[ActionItem]:
        text = line.text(column.index)
        if is_blank(text):
            return items
        if column.index in line.dates:
            text = line.dates[column.index].isoformat()
        given = give(items, text) if items else None
        if given is None:
            self._notes.append(f"{column.key}：{line.text(column.index)}")
            self._problem("values_match_no_items", column, text)
            return items
        return given

    def _answered(self, name: str) -> list[AnsweredItem]:
        if name not in self._columns:
            return []
        items: list[AnsweredItem] = []
        responses = self._completing.get((name, "response"), ())
        for line in self._raw.lines:
            text = line.text(self._columns[name].index)
            found = [] if is_blank(text) else read_answered_items(text)
            for column in responses:
                words = line.text(column.index)
                if is_blank(words):
                    continue
                if found:
                    found = give_responses(found, words)
                else:
                    self._notes.append(f"{column.key}：{words}")
            items.extend(found)
        return items

    def _note_others(self) -> None:
        """Keep columns that are none of the eleven, and comments, in the note; the note's own text comes first."""
        own = self._joined("note")
        if own:
            self._notes.insert(0, own)
        for column in self._others:
            texts = [text for _, text in self._texts(column) if not is_blank(text)]
            if texts:
                words = "\n".join(texts)
                self._notes.append(f"{column.header}：{words}" if column.header else words)
        for line in self._raw.lines if self._comments else ():
            for column in self._table.columns:
                comment = self._comments.get((line.number, column.index))
                if comment:
                    self._notes.append(f"批注：{comment}")

    def _cells(self) -> dict[str, str]:
        cells: dict[str, str] = {}
        for column in self._table.columns:
            texts = [text for _, text in self._texts(column)]
            if texts:
                cells[column.key] = "\n".join(texts)
        return cells


def split_group(group: str) -> Names:
    """Customer and project of a heading inside a table."""
    return names_above([group]) if group else (None, None)
