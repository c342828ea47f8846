"""Plan rows as .csv: UTF-8 with a byte-order mark and CRLF, which Excel and WPS open by double click."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from genjin.plantable.row import PlanRow
from genjin.plantable.writing.cells import cell_texts
from genjin.plantable.writing.control_characters import escape_text
from genjin.plantable.writing.headings import HEADINGS_ZH
from genjin.plantable.writing.mark import csv_header
from genjin.plantable.writing.neutralise import neutralise_text


def write_csv(rows: Iterable[PlanRow], to: BinaryIO, *, headings: Sequence[str] = HEADINGS_ZH) -> None:
    """Write the eleven columns to the binary file `to`; newlines inside cells stay newlines, within quotes."""
    to.write(csv_header(headings))
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([neutralise_text(escape_text(cell)) for cell in cell_texts(row)])
    text.detach()  # flushes, and leaves `to` open for the caller
