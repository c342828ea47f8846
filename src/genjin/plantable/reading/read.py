from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Final

from genjin.plantable.exported import ExportedTable, read_exported
from genjin.plantable.reading.above import name_of_sheet, names_above, names_nobody, writers_above
from genjin.plantable.reading.column import Column
from genjin.plantable.reading.customers import Names
from genjin.plantable.reading.days import is_date
from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.forms import find_forms
from genjin.plantable.reading.grids.delimited import read_delimited
from genjin.plantable.reading.grids.excel_97 import read_excel_97
from genjin.plantable.reading.grids.grid import Grid, letter
from genjin.plantable.reading.grids.spreadsheet_2003 import read_spreadsheet_2003
from genjin.plantable.reading.grids.web_table import read_web_tables
from genjin.plantable.reading.grids.word import read_word
from genjin.plantable.reading.grids.xlsx import read_xlsx
from genjin.plantable.reading.package import Package
from genjin.plantable.reading.plan_json import read_plan_json
from genjin.plantable.reading.result import Place, PlanTable, Problem, ReadColumn, ReadRow, ReadTable
from genjin.plantable.reading.roster import people_in
from genjin.plantable.reading.rows import Surroundings, read_rows
from genjin.plantable.reading.sniff import Kind, kind_of
from genjin.plantable.reading.tables import FoundTable, continue_table, find_tables
from genjin.plantable.reading.written_form import as_form
from genjin.plantable.writing.mark import is_untouched_package

_GRIDS: Final[Mapping[Kind, Callable[[bytes], Iterator[Grid]]]] = {
    "xlsx": read_xlsx,
    "xls": read_excel_97,
    "docx": read_word,
    "csv": read_delimited,
    "html": read_web_tables,
    "spreadsheetml": read_spreadsheet_2003,
}
_REPORT_EVERY: Final = 100
_SMALL: Final = 8
"""Rows of a table in a document that only tells whom the next one is about."""


def read_plan_table(
    data: bytes,
    name: str,  # noqa: ARG001  a name's ending tells nothing; kept for the interface, where one day it may settle a doubt
    *,
    reference: date | None = None,
    people: Collection[str] = (),
    mappings: Mapping[str, Mapping[str, str]] = {},
    report: Callable[[int, int], None] | None = None,
) -> PlanTable:
    """Everything that a plan table says, from an Excel, Word, CSV or HTML file or our own JSON, whatever its name.

    `reference` is the day against which relative dates are read in rows without a date (default: today), `people` are
    known names of our own, `mappings` say what a table's columns mean (fingerprint to header to field), and `report`
    is called with the rows done and the rows in all. Raises UnreadableFile.
    """
    kind = kind_of(data)
    if kind == "json":
        return read_plan_json(data)
    if data.startswith(b"PK") and is_untouched_package(data):
        Package(data).verify()  # calamine, which reads our own exports, trusts the sizes that a package declares
    exported = read_exported(data)
    if exported is not None:
        return _from_export(exported)
    day = reference or date.today()  # noqa: DTZ011  the caller's own day where it gives none
    is_day = lru_cache(maxsize=4096)(partial(is_date, reference=day))
    grids = list(_GRIDS[kind](data))
    tables = _find_tables(grids, mappings, is_day)
    if not tables:
        raise UnreadableFile("no_table")
    roster = {*people, *people_in(tables, is_day)}
    return _read_tables(tables, grids, Surroundings(day, roster), report)


def _find_tables(
    grids: Sequence[Grid], mappings: Mapping[str, Mapping[str, str]], is_day: Callable[[str], bool]
) -> list[FoundTable]:
    """All plan tables; lists that only name customers count where there is nothing else."""
    found: list[FoundTable] = []
    about: list[str] = []
    for grid in grids:
        tables = find_forms(grid, mappings, is_day) or find_tables(grid, mappings, is_day)
        if not tables and (form := as_form(grid)) is not None:
            tables = find_forms(form, mappings, is_day)
        if not tables and found and found[-1].has_body and (table := continue_table(grid, found[-1])) is not None:
            tables = [table]
        if not any(table.has_body for table in tables):
            nested = [table for each in grid.nested for table in _find_tables([each], mappings, is_day)]
            tables = nested or tables
        about = _say_above(tables, about, grid)
        found.extend(tables)
    return [table for table in found if table.has_body] or [table for table in found if _names_and_dates(table)]


def _say_above(tables: Sequence[FoundTable], about: list[str], grid: Grid) -> list[str]:
    """Put the small table in front (客户名称 | … | 项目名称 | …) above the next of a document; return what waits."""
    if tables:
        for table in tables if about and tables[0].grid.is_document else ():
            table.above[:0] = about
        return []
    small = grid.is_document and len(grid.rows) <= _SMALL
    return ["\u3000".join(filter(None, row.texts)) for row in grid.rows] if small else []


def _names_and_dates(table: FoundTable) -> bool:
    fields = {column.field for column in table.columns}
    return bool(fields & {"customer", "project", "customer_project"}) and bool(fields & {"date", "stage"})


def _read_tables(
    tables: Sequence[FoundTable], grids: Sequence[Grid], around: Surroundings, report: Callable[[int, int], None] | None
) -> PlanTable:
    total, done = sum(len(table.rows) for table in tables), 0

    def tick() -> None:
        nonlocal done
        done += 1
        if report is not None and (done % _REPORT_EVERY == 0):
            report(min(done, total), total)

    around.tick = tick
    around.problems.extend(problem for grid in grids for problem in grid.problems)
    read: list[ReadTable] = []
    for table, names in zip(tables, _names_of(tables), strict=True):
        rows = list(read_rows(table, replace(around, names=names, problems=around.problems)))
        read.append(ReadTable(table.grid.sheet, table.fingerprint, _columns(table), rows))
    if report is not None:
        report(total, total)
    return PlanTable(read, around.problems)


def _names_of(tables: Sequence[FoundTable]) -> Iterator[Names]:
    """Whom each table is about: by the lines above it, else above its sheet's first table, else by the sheet's name.

    In a document a table under a line that only counts it is about whom the table before was about.
    """
    first: dict[str, Names] = {}
    before: Names = (None, None)
    for table in tables:
        named = {column.field for column in table.columns} & {"customer", "customer_project"}
        names = names_above(table.above, only_headings=bool(named))
        if names[0] is None and not table.grid.is_document:
            names = first.get(table.grid.sheet) or name_of_sheet(
                table.grid.sheet, writers_above(table.above), _words(table)
            )
        elif names[0] is None and not named and names_nobody(table.above):
            names = before
        before = names
        first.setdefault(table.grid.sheet, names)
        yield names


def _words(table: FoundTable) -> str:
    return "\n".join(text for row in table.rows[:200] for text in row.texts if text) + "\n".join(table.above)


def _columns(table: FoundTable) -> list[ReadColumn]:
    return [
        ReadColumn(column.key, column.field, column.letter)
        for column in table.columns
        if column.header or _is_used(table, column)
    ]


def _is_used(table: FoundTable, column: Column) -> bool:
    return any(row.text(column.index) for row in table.rows)


def _from_export(table: ExportedTable) -> PlanTable:
    columns = [ReadColumn(header, None, letter(at)) for at, header in enumerate(table.headings)]
    fields = (
        "seq",
        "date",
        "customer_project",
        "stage",
        "goal",
        "actions",
        "feedback",
        "objections",
        "next_steps",
        "risks",
        "note",
    )
    columns = [replace(column, field=field) for column, field in zip(columns, fields, strict=True)]
    rows = [
        ReadRow(
            place=Place(table.sheet, row.number),
            date=row.plan.date,
            customer=row.plan.customer,
            project=row.plan.project,
            stage=row.plan.stage,
            goal=row.plan.goal,
            actions=list(row.plan.actions),
            feedback=row.plan.feedback,
            objections=list(row.plan.objections),
            next_steps=list(row.plan.next_steps),
            risks=list(row.plan.risks),
            note=row.plan.note,
            cells=dict(zip(table.headings, row.texts, strict=True)),
        )
        for row in table.rows
    ]
    return PlanTable([ReadTable(table.sheet, "genjin-export", columns, rows)], list[Problem]())
