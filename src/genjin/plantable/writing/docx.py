"""Plan rows as a Word document: the eleven-column table on A4 landscape."""

import io
from collections.abc import Iterable, Sequence
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from genjin.plantable.row import PlanRow
from genjin.plantable.writing.cells import cell_texts
from genjin.plantable.writing.docx_frame import document_frame
from genjin.plantable.writing.docx_rows import row_xml
from genjin.plantable.writing.headings import HEADINGS_ZH

_BODY = "word/document.xml"
_TABLE_END = b"</w:tbl>"


def write_docx(
    rows: Iterable[PlanRow], to: BinaryIO, *, title: str, period: str = "", headings: Sequence[str] = HEADINGS_ZH
) -> None:
    """Write title, period and the eleven columns to the binary file `to`.

    python-docx makes the document with an empty table; the rows are streamed into its XML, so neither time nor memory
    grows with an object per cell.
    """
    with ZipFile(io.BytesIO(document_frame(title, period, headings))) as frame, ZipFile(to, "w", ZIP_DEFLATED) as out:
        for part in frame.infolist():
            with frame.open(part) as source, out.open(part.filename, "w", force_zip64=True) as target:
                if part.filename == _BODY:
                    _write_body(source.read(), rows, target)
                else:
                    target.write(source.read())


def _write_body(frame: bytes, rows: Iterable[PlanRow], target: IO[bytes]) -> None:
    before, after = frame.split(_TABLE_END)
    target.write(before)
    for row in rows:
        target.write(row_xml(cell_texts(row)).encode())
    target.write(_TABLE_END + after)
