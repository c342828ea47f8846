"""SpreadsheetML 2003, the XML that some systems export under the name of .xls."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from xml.parsers import expat

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.grid import Budget, Grid, GridRow, Merge, clean
from genjin.plantable.reading.grids.number_formats import general, is_date_format, show_number
from genjin.plantable.reading.limits import COLUMNS

_NAMED: Final = {
    "percent": "0.00%",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "general date": "yyyy/m/d",
    "short date": "yyyy/m/d",
    "long date": 'yyyy"年"m"月"d"日"',
    "medium date": "d-mmm-yy",
}


def read_spreadsheet_2003(data: bytes) -> Iterator[Grid]:
    """Every worksheet of the workbook; raises UnreadableFile for broken XML and for entities."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.pieces.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(_plain(data), True)  # noqa: FBT003  expat takes no keywords
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile("truncated") from error
    yield from reader.grids


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFile("external_entities")


def _plain(data: bytes) -> bytes:
    """The document as expat takes it: GBK is unknown to it, so everything but UTF goes through Python."""
    head = data[:200].lower()
    if b"encoding" in head and (b"gb" in head.split(b"?>")[0]):
        text = data.decode("gb18030", errors="replace")
        return text.partition("?>")[2].encode()
    return data.lstrip()


def _index(attributes: dict[str, str], name: str) -> int | None:
    words = next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
    return int(words) if words.isdigit() and len(words) < 9 else None


def _word(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


class _Reader:
    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.pieces: list[str] = []
        self._budget = Budget()
        self._formats: dict[str, str] = {}
        self._style = ""
        self._row = GridRow(0, [])
        self._column = -1
        self._last_column = -1
        self._kind = ""
        self._cell_style = ""
        self._in_comment = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "Style":
                self._style = _word(attributes, "ID")
            case "NumberFormat":
                code = _word(attributes, "Format")
                self._formats[self._style] = _NAMED.get(code.casefold(), code)
            case "Worksheet":
                self.grids.append(Grid(_word(attributes, "Name")))
                self._row = GridRow(0, [])
            case "Row":
                self._row = GridRow(_index(attributes, "Index") or self._row.number + 1, [])
                self._last_column = -1
            case "Cell":
                self._start_cell(attributes)
            case "Comment":
                self._in_comment = True
            case "Data":
                self._kind = _word(attributes, "Type")
                self.pieces.clear()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        index = _index(attributes, "Index")
        self._column = index - 1 if index else self._last_column + 1
        across, down = _index(attributes, "MergeAcross") or 0, _index(attributes, "MergeDown") or 0
        self._last_column = self._column + across
        self._cell_style = _word(attributes, "StyleID")
        if self._last_column >= COLUMNS:
            raise UnreadableFile("too_large", what="the columns", limit=COLUMNS)
        if (across or down) and self.grids:
            top = self._row.number
            self.grids[-1].merges.append(Merge(top, self._column, top + down, self._last_column))

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "Data" if self.grids:
                self._end_data("".join(self.pieces))
            case "Comment":
                self._in_comment = False
            case "Row" if self.grids:
                self._budget.take(self.grids[-1], self._row)

    def _end_data(self, text: str) -> None:
        if self._in_comment:
            if clean(text):
                self.grids[-1].comments[self._row.number, self._column] = clean(text)
            return
        shown, day = self._shown(text)
        texts = self._row.texts
        texts.extend([""] * (self._column + 1 - len(texts)))
        texts[self._column] = shown
        if day is not None:
            self._row.dates[self._column] = day

    def _shown(self, text: str) -> tuple[str, date | None]:
        code = self._formats.get(self._cell_style, "General")
        if self._kind == "DateTime":
            try:
                moment = datetime.fromisoformat(text.strip())
            except ValueError:
                return clean(text), None
            serial = (moment - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001  sheets know no zones
            return show_number(serial, code if is_date_format(code) else "yyyy/m/d")
        if self._kind == "Number":
            try:
                number = float(text)
            except ValueError:
                return clean(text), None
            return show_number(number, code) if code != "General" else (general(number), None)
        return clean(text), None
