"""Tables of text as the sheets of an .xlsx workbook, dressed as the plan table is."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from genjin.planbook.book import Grid
from genjin.plantable.writing.long_text import split_row
from genjin.plantable.writing.neutralise import looks_like_formula
from genjin.plantable.writing.text_width import half_widths
from genjin.plantable.writing.xlsx_styles import SheetStyles
from genjin.plantable.writing.xlsx_workbook import PlanSheet, PlanWorkbook

NARROWEST, WIDEST, ROOM = 9, 56, 3  # characters
LINE, PADDING, HIGHEST = 15.0, 6.0, 409.0  # points
LONGEST_NAME = 31
NOT_IN_NAMES = r"[]:*?/\'"


def write_sheets(grids: Sequence[Grid], to: BinaryIO, *, title: str, subtitle: str) -> None:
    """Write each table on a sheet of its name to the binary file `to`; every text is a string cell, never a formula."""
    with PlanWorkbook(to, title=title, constant_memory=False) as book:
        styles = SheetStyles.of(book)
        names: set[str] = set()
        for grid in grids:
            name = sheet_name(grid.title, names)
            names.add(name.casefold())
            _write(book.add_worksheet(name, worksheet_class=PlanSheet), styles, grid, title, subtitle)


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """Return a title as far as Excel allows it as a sheet's name, with a number where another sheet has it."""
    letters = "".join(c for c in title if c.isprintable() and c not in NOT_IN_NAMES and c <= "\uffff")
    name, number = letters.strip()[:LONGEST_NAME] or "1", 1
    while name.casefold() in taken:
        number += 1
        name = f"{letters.strip()[: LONGEST_NAME - 4]} {number}".strip()
    return name


def _write(sheet: PlanSheet, styles: SheetStyles, grid: Grid, title: str, subtitle: str) -> None:
    widths = [_width(column) for column in zip(grid.headings, *grid.rows, strict=True)]
    for at, (text, style, height) in enumerate(((title, styles.title, 30), (subtitle, styles.period, 20))):
        sheet.set_height(at, height)
        sheet.write_string(at, 0, text[:1000], style)
    sheet.set_height(2, 30)
    for column, heading in enumerate(grid.headings):
        sheet.write_string(2, column, heading, styles.heading)
    at = 3
    for whole in grid.rows:
        for texts in split_row(whole):
            sheet.set_height(at, _height(texts, widths))
            for column, text in enumerate(texts):
                style = styles.guarded_text if looks_like_formula(text) else styles.text
                if text:
                    sheet.write_string(at, column, text, style)
                else:
                    sheet.write_blank(at, column, None, style)
            at += 1
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _lay_out(sheet, at, len(widths))


def _lay_out(sheet: PlanSheet, end: int, columns: int) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(3, 0)
    if end > 3:
        sheet.autofilter(2, 0, end - 1, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C&8&P / &N")


def _width(texts: Sequence[str]) -> int:
    longest = max(half_widths(line) for text in texts for line in text.split("\n"))
    return min(max(longest + ROOM, NARROWEST), WIDEST)


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    lines = max(
        sum(1 + half_widths(line) // max(1, width - 2) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(lines * LINE + PADDING, HIGHEST)
