"""Workbooks and documents made for these tests, out of plain rows."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import docx
import openpyxl

HEADERS = (
    "序号",
    "跟进日期",
    "客户名称",
    "项目名称",
    "当前阶段",
    "本次跟进目标",
    "主要行动",
    "客户反馈",
    "疑虑与异议",
    "下一步计划",
    "风险与应对",
    "备注",
)


def workbook(
    rows: Iterable[Sequence[object]], *, merges: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    """One sheet with these rows, merged ranges and number formats."""
    return sheets({"Sheet1": rows}, merges=merges, formats=formats)


def sheets(
    named: dict[str, Iterable[Sequence[object]]], *, merges: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def document(*tables: Sequence[Sequence[str]], above: Sequence[str] = ()) -> bytes:
    """A Word document with paragraphs and then these tables, a paragraph between them."""
    made = docx.Document()
    for line in above:
        made.add_paragraph(line)
    for rows in tables:
        table = made.add_table(rows=len(rows), cols=max(map(len, rows)))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.rows[at].cells[column].text = text
        made.add_paragraph("")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def replaced(package: bytes, part: str, content: bytes) -> bytes:
    """The same package with one part's bytes put in place of its own, packed tightly."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info.filename))
    return buffer.getvalue()


def part_of(package: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(part)
