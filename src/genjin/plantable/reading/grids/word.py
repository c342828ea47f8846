"""Word documents (.docx): every table with the paragraphs above it, read row by row; without tables, the paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.grid import Budget, Grid, GridRow, Merge, clean
from genjin.plantable.reading.grids.word_numbering import Numbering, child, value_of
from genjin.plantable.reading.limits import COLUMNS, MEGABYTE, WORD_ROW_BYTES
from genjin.plantable.reading.package import Package, local

_UNSEEN: Final = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "instrText", "delText"})
"""Deleted words, second forms of drawings, and properties: no reader sees them."""
_FOLLOWED: Final = ("{*}tbl", "{*}tr", "{*}p", "{*}txbxContent")
_PLAIN: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_word(data: bytes) -> Iterator[Grid]:
    """Every table of the document with tracked insertions, content controls and list numbers, without deletions."""
    package = Package(data)
    main = package.main_part() or ""
    parts = dict(package.relations(main).values())
    numbering = Numbering.of(_tree(package, parts.get("numbering")), _tree(package, parts.get("styles")))
    reader = _Reader(numbering, _comments(_tree(package, parts.get("comments"))))
    for event, element, read in package.events(main, _FOLLOWED):
        reader.take(event, element, read)
        yield from reader.done()
    yield from reader.without_tables()


def _tree(package: Package, part: str | None) -> etree._Element | None:
    return package.tree(part) if part else None


def _comments(root: etree._Element | None) -> dict[str, str]:
    found = {}
    for element in root if root is not None else ():
        if local(element.tag) == "comment":
            text = "\n".join(_text(each) for each in element.iter() if local(each.tag) == "p")
            found[value_of(element, "id")] = clean(text)
    return found


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    comments: dict[str, str]
    _budget: Budget = field(default_factory=Budget)
    _depth: int = 0
    _read: int = 0
    _forgotten: int = 0
    _tables: int = 0
    _above: list[str] = field(default_factory=list)
    _grid: Grid | None = None
    _number: int = 0
    _open: dict[int, Merge] = field(default_factory=dict)
    _done: list[Grid] = field(default_factory=list)
    _boxes: int = 0

    def done(self) -> Iterator[Grid]:
        """The tables finished since the last call."""
        yield from self._done
        self._done.clear()

    def without_tables(self) -> Iterator[Grid]:
        """The paragraphs of a document that has no table, a row for each."""
        if not self._tables and self._above:
            grid = Grid("正文", is_document=True)
            for number, text in enumerate(self._above, 1):
                self._budget.take(grid, GridRow(number, [text]))
            yield grid

    def take(self, event: str, element: etree._Element, read: int) -> None:
        """Follow the document: `read` bytes of it have passed; refuses a row that would fill the memory as a tree."""
        self._read = read
        if read - self._forgotten > WORD_ROW_BYTES:
            raise UnreadableFile("too_large", what="the row", limit=f"{WORD_ROW_BYTES // MEGABYTE} MB")
        name = local(element.tag)
        if event == "start":
            self._start(name)
        elif name == "tbl":
            self._depth -= 1
            if self._depth == 0 and self._grid is not None:
                self._end_table(self._grid, element)
        elif name == "tr" and self._depth == 1 and self._grid is not None:
            self._end_row(self._grid, element)
        elif name == "p" and self._depth == 0 and not self._boxes:
            self._above.extend(line for line in (clean(self._paragraph(element)),) if line)
            self._forget(element)
        elif name == "txbxContent":
            self._boxes -= 1

    def _start(self, name: str) -> None:
        if name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self._tables += 1
                self._grid = Grid(f"表格 {self._tables}", above=self._above, is_document=True)
                self._above, self._number = [], 0
                self._open.clear()
        elif name == "txbxContent":
            self._boxes += 1

    def _forget(self, element: etree._Element) -> None:
        element.clear()
        self._forgotten = self._read

    def _end_table(self, grid: Grid, element: etree._Element) -> None:
        grid.merges.extend(self._open.values())
        self._done.append(grid)
        self._grid = None
        self._forget(element)

    def _end_row(self, grid: Grid, element: etree._Element) -> None:
        self._number += 1
        if child(element, "trPr", "del") is None:
            row = GridRow(self._number, [])
            column = _whole(value_of(child(element, "trPr", "gridBefore")), 0)
            for cell in _cells(element):
                column = self._cell(grid, row, cell, column)
            self._budget.take(grid, row)
        self._forget(element)

    def _cell(self, grid: Grid, row: GridRow, cell: etree._Element, column: int) -> int:
        properties = child(cell, "tcPr")
        right = column + max(_whole(value_of(child(properties, "gridSpan")), 1), 1) - 1
        if right >= COLUMNS:
            raise UnreadableFile("too_large", what=f"the columns of {grid.sheet}", limit=COLUMNS)
        row.texts.extend([""] * (right + 1 - len(row.texts)))
        text = clean("\n".join(self._lines(cell, grid)))
        self._merge(grid, row, properties, column, right)
        row.texts[column] = text
        words = [
            self.comments.get(value_of(each, "id"), "") for each in cell.iter() if local(each.tag) == "commentReference"
        ]
        if any(words):
            grid.comments[row.number, column] = "\n".join(filter(None, words))
        return right + 1

    def _merge(self, grid: Grid, row: GridRow, properties: etree._Element | None, column: int, right: int) -> None:
        vertical = child(properties, "vMerge")
        above = self._open.pop(column, None)
        if above is not None and (vertical is None or value_of(vertical) == "restart"):
            grid.merges.append(above)
            above = None
        if vertical is None:
            if right > column:
                grid.merges.append(Merge(row.number, column, row.number, right))
            return
        top = above.top if above is not None else row.number
        self._open[column] = Merge(top, column, row.number, right)

    def _lines(self, cell: etree._Element, grid: Grid) -> Iterator[str]:
        """The lines of a cell; a table inside it gives a line per row, and is kept as a table too."""
        for element in cell:
            name = local(element.tag)
            if name == "p":
                yield self._paragraph(element)
            elif name == "tbl":
                nested = Grid(grid.sheet, is_document=True)
                for number, tr in enumerate((each for each in element.iter() if local(each.tag) == "tr"), start=1):
                    texts = [clean("\n".join(self._lines(each, nested))) for each in _cells(tr)]
                    self._budget.take(nested, GridRow(number, texts))
                    yield " ".join(text for text in texts if text)
                grid.nested.append(nested)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"):
                yield from self._lines(element, grid)

    def _paragraph(self, element: etree._Element) -> str:
        text = _text(element)
        return self.numbering.label(element) + text if text.strip() else text


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        name = local(element.tag)
        if name == "tc":
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(element)


def _text(element: etree._Element) -> str:
    pieces: list[str] = []

    def walk(node: etree._Element) -> None:
        for each in node:
            name = local(each.tag)
            if name == "t":
                pieces.append(each.text or "")
            elif name in _PLAIN:
                pieces.append(_PLAIN[name])
            elif name not in _UNSEEN:
                if name == "p" and pieces:
                    pieces.append("\n")
                walk(each)

    walk(element)
    return "".join(pieces)


def _whole(words: str, otherwise: int) -> int:
    return int(words) if words.isdigit() and len(words) < 9 else otherwise
