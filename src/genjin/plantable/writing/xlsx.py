"""Plan rows as an .xlsx sheet that can be handed out: title, period, frozen heading, filter, ready to print."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from typing import BinaryIO

from genjin.plantable.row import PlanRow
from genjin.plantable.writing.cells import cell_texts
from genjin.plantable.writing.headings import HEADINGS_ZH
from genjin.plantable.writing.long_text import continuation_mark, split_row
from genjin.plantable.writing.neutralise import looks_like_formula
from genjin.plantable.writing.xlsx_sizes import column_widths, row_height
from genjin.plantable.writing.xlsx_styles import SheetStyles
from genjin.plantable.writing.xlsx_workbook import Format, PlanSheet, PlanWorkbook

ROWS_IN_MEMORY = 20_000
"""Past so many rows the sheet is streamed to disk. Not always: phones preview the inline strings of that mode badly."""

ROWS_ON_A_SHEET = 1_048_576

# Excel's calendar counts a 29 February 1900; from this day on it agrees with everybody else's.
_FIRST_SAFE_DATE = date(1900, 3, 1)
_SEQ, _DATE, _CUSTOMER, _STAGE = range(4)

Texts = tuple[str, ...]


class SheetFullError(ValueError):
    """More rows than a sheet of .xlsx has."""


def write_xlsx(
    rows: Iterable[PlanRow], to: BinaryIO, *, title: str, period: str = "", headings: Sequence[str] = HEADINGS_ZH
) -> None:
    """Write the eleven columns to the binary file `to`, which must be able to seek.

    Every text is a string cell, never a formula; one too long for a cell goes on in continuation rows
    (`genjin.plantable.writing.long_text`). Raises `SheetFullError` past 1,048,576 rows.
    """
    pairs = ((row, cell_texts(row)) for row in rows)
    head = list(islice(pairs, ROWS_IN_MEMORY + 1))
    widths = column_widths(texts for _, texts in head)
    with PlanWorkbook(to, title=title, constant_memory=len(head) > ROWS_IN_MEMORY) as book:
        sheet = book.add_worksheet(_sheet_name(title), worksheet_class=PlanSheet)
        styles = SheetStyles.of(book)
        heading_at = _write_top(sheet, styles, title, period, headings)
        end = _write_rows(sheet, styles, widths, chain(head, pairs), heading_at + 1)
        _lay_out(sheet, widths, heading_at, end)


def _sheet_name(title: str) -> str | None:
    """Give the title as far as Excel allows it as a sheet's name."""
    name = "".join(c for c in title if c.isprintable() and c not in r"[]:*?/\'" and c <= "\uffff")
    return name.strip()[:31] or None


def _write_top(sheet: PlanSheet, styles: SheetStyles, title: str, period: str, headings: Sequence[str]) -> int:
    """Write title, period and headings; give the place of the heading row, counted from 0."""
    at = 0
    for text, style, height in ((title, styles.title, 30), (period, styles.period, 20)):
        if text:
            sheet.set_height(at, height)
            _check(sheet.write_string(at, 0, text, style))
            at += 1
    sheet.set_height(at, 36)
    for column, heading in enumerate(headings):
        sheet.write_string(at, column, heading, styles.heading)
    return at


def _write_rows(
    sheet: PlanSheet, styles: SheetStyles, widths: Sequence[float], rows: Iterable[tuple[PlanRow, Texts]], at: int
) -> int:
    """Write from `at` on; give the place after the last row."""
    for row, whole in rows:
        first, *continued = split_row(whole)
        if at + len(continued) >= ROWS_ON_A_SHEET:
            raise SheetFullError(f"An .xlsx sheet holds {ROWS_ON_A_SHEET:,} rows; this plan table has more.")
        sheet.set_height(at, row_height(first, widths))
        sheet.write_number(at, _SEQ, row.seq, styles.seq)
        _write_date(sheet, styles, at, row.date)
        _write_texts(sheet, styles, at, first)
        for texts in continued:
            at += 1
            sheet.set_height(at, row_height(texts, widths))
            sheet.write_string(at, _SEQ, continuation_mark(row.seq), styles.seq)
            sheet.write_blank(at, _DATE, None, styles.date)
            _write_texts(sheet, styles, at, texts)
        at += 1
    return at


def _write_date(sheet: PlanSheet, styles: SheetStyles, at: int, day: date | None) -> None:
    if day is None:
        sheet.write_blank(at, _DATE, None, styles.date)
    elif day < _FIRST_SAFE_DATE:
        sheet.write_string(at, _DATE, day.isoformat(), styles.date)
    else:
        sheet.write_datetime(at, _DATE, day, styles.date)


def _write_texts(sheet: PlanSheet, styles: SheetStyles, at: int, texts: Sequence[str]) -> None:
    for column in range(_CUSTOMER, len(texts)):
        text = texts[column]
        style = _style(styles, column, text)
        if text:
            sheet.write_string(at, column, text, style)
        else:
            sheet.write_blank(at, column, None, style)


def _style(styles: SheetStyles, column: int, text: str) -> Format:
    if column == _STAGE and text in styles.stages:
        return styles.stages[text]
    if column == _CUSTOMER:
        return styles.guarded_customer if looks_like_formula(text) else styles.customer
    return styles.guarded_text if looks_like_formula(text) else styles.text


def _check(result: int) -> None:
    """XlsxWriter reports a text that it cut by a number only."""
    if result:
        raise ValueError("The title or the period is longer than a cell of .xlsx holds.")


def _lay_out(sheet: PlanSheet, widths: Sequence[float], heading_at: int, end: int) -> None:
    """Widths, filter and frozen heading on the screen; A4 landscape, one page wide, on paper."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(heading_at + 1, _CUSTOMER + 1)
    sheet.autofilter(heading_at, 0, max(end - 1, heading_at), len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:K{ROWS_ON_A_SHEET}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)  # inches
    sheet.set_header("", {"margin": 0.2})
    sheet.center_horizontally()
    sheet.repeat_rows(heading_at)
    sheet.set_footer("&C&8&P / &N", {"margin": 0.3})
