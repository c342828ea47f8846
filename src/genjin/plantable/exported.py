"""Our own exports, read back exactly: the inverse of `genjin.plantable.writing`.

Only for a file that nobody has saved since we wrote it (`genjin.plantable.writing.mark`). Here a blank cell is none,
无 is a word, blanks at the ends of a text stay, and nothing is guessed. Any other file gives None and is read
generously, as a foreign table. The caller has checked the file's size before.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook

from genjin.plantable.row import PlanRow
from genjin.plantable.writing.control_characters import unescape_text
from genjin.plantable.writing.headings import HEADINGS_EN, HEADINGS_ZH
from genjin.plantable.writing.long_text import continued_seq
from genjin.plantable.writing.mark import csv_header, is_untouched_package
from genjin.plantable.writing.neutralise import restore_text
from genjin.text.cells import read_action_items, read_answered_items
from genjin.text.customer_project import unpack_customer_project

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_TEXT = {f"{W}tab": "\t", f"{W}br": "\n"}
_ROWS_ABOVE = 2
"""Title and period."""

_ANY_DAY = date(2000, 1, 1)
"""Reference for rows without a date; the canonical form has only full dates, which need none."""


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """A row of the file: its number there, counted from 1, its eleven texts, and what they say."""

    number: int
    texts: tuple[str, ...]
    plan: PlanRow


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """The one table of an export; `sheet` is empty in formats without sheets."""

    sheet: str
    headings: tuple[str, ...]
    rows: list[ExportedRow]


def read_exported(data: bytes) -> ExportedTable | None:
    """Read an .xlsx, .docx or .csv as `genjin.plantable.writing` left it; None for every other file."""
    try:
        if data.startswith(b"PK"):
            return _read_package(data) if is_untouched_package(data) else None
        for headings in (HEADINGS_ZH, HEADINGS_EN):
            if data.startswith(csv_header(headings)):
                return _table("", _csv_rows(data))
    except (
        ValueError,
        LookupError,
        StopIteration,
    ):  # the mark is there, but not what we wrote: a foreign table after all
        return None
    return None


def _read_package(data: bytes) -> ExportedTable:
    if b"word/document.xml" in data:
        return _table("", _word_rows(data))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return _table(sheet.name, (tuple(map(_sheet_text, row)) for row in sheet.to_python(skip_empty_area=False)))


def _sheet_text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))
    with io.StringIO(data.decode("utf-8-sig"), newline="") as text:
        for row in csv.reader(text, strict=True):
            yield tuple(unescape_text(restore_text(cell)) for cell in row)


def _word_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    with ZipFile(io.BytesIO(data)) as package, package.open("word/document.xml") as body:
        for _, row in etree.iterparse(body, tag=f"{W}tr", resolve_entities=False, no_network=True):
            yield tuple("\n".join(map(_word_text, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc"))
            row.clear()


def _word_text(paragraph: etree._Element) -> str:
    parts = (part.text or "" if part.tag == f"{W}t" else _WORD_TEXT.get(str(part.tag), "") for part in paragraph.iter())
    return unescape_text("".join(parts))


def _table(sheet: str, grid: Iterable[tuple[str, ...]]) -> ExportedTable:
    """Find the heading row, join what was split over continuation rows, and read each row."""
    numbered = enumerate(grid, start=1)
    top = (tuple(text.replace("\n", "") for text in row) for _, row in islice(numbered, _ROWS_ABOVE + 1))
    headings = next(row for row in top if row in {HEADINGS_ZH, HEADINGS_EN})
    rows = [ExportedRow(number, texts, _plan_row(texts)) for number, texts in _joined(numbered)]
    return ExportedTable(sheet, headings, rows)


def _joined(rows: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    number, whole = 0, tuple[str, ...]()
    for at, texts in rows:
        seq = continued_seq(texts[0])
        if seq is None:
            if whole:
                yield number, whole
            number, whole = at, texts
        elif whole and whole[0] == str(seq):
            whole = (whole[0], *(before + after for before, after in zip(whole[1:], texts[1:], strict=True)))
        else:
            raise ValueError(f"Row {at} carries on a row that does not stand above it.")
    if whole:
        yield number, whole


def _plan_row(texts: Sequence[str]) -> PlanRow:
    seq, day, customer_project, stage, goal, actions, feedback, objections, next_steps, risks, note = texts
    on = date.fromisoformat(day) if day else None
    customer, project = unpack_customer_project(customer_project)
    return PlanRow(
        seq=int(seq),
        date=on,
        customer=customer,
        project=project,
        stage=stage or None,
        goal=goal or None,
        actions=tuple(read_action_items(actions, reference=on or _ANY_DAY)),
        feedback=feedback or None,
        objections=tuple(read_answered_items(objections)),
        next_steps=tuple(read_action_items(next_steps, reference=on or _ANY_DAY)),
        risks=tuple(read_answered_items(risks)),
        note=note or None,
    )
