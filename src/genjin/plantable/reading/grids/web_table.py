"""HTML tables, which many systems export under the name of .xls."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.delimited import decode_text
from genjin.plantable.reading.grids.grid import Budget, Grid, GridRow, Merge, clean
from genjin.plantable.reading.limits import COLUMNS, ROWS

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLOCKS: Final = frozenset({"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4"})
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def read_web_tables(data: bytes) -> Iterator[Grid]:
    """Every table of an HTML page, with the words that stand before it."""
    try:
        root = lxml_html.document_fromstring(
            _decode(data), parser=lxml_html.HTMLParser(huge_tree=False, no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("truncated") from error
    budget, above = Budget(), list[str]()
    caption: list[str] = []
    number = 0
    for element in root.iter("table", "h1", "h2", "h3", "h4", "p", "caption"):
        if element.tag != "table":
            if not any(True for _ in element.iterancestors("table")):
                above.append(clean(_text(element)))
            continue
        if any(True for _ in element.iterancestors("table")) and not _wraps_tables(element):
            continue
        number += 1
        grid = Grid(f"表格 {number}" if number > 1 else "", above=[*above, *caption], is_document=True)
        _read_table(element, grid, budget)
        above.clear()
        yield grid


def _decode(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = named[1].decode("ascii").casefold()
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", decode_text(data))


def _wraps_tables(table: etree._Element) -> bool:
    """A table inside a cell of another that only lays out the page."""
    outer = next(table.iterancestors("table"))
    return sum(1 for _ in outer.iter("tr")) - sum(1 for _ in table.iter("tr")) <= 2


def _read_table(table: etree._Element, grid: Grid, budget: Budget) -> None:
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for number, row in enumerate(rows, start=1):
        texts: list[str] = []
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            right, bottom = column + _span(cell, "colspan", COLUMNS) - 1, number + _span(cell, "rowspan", ROWS) - 1
            if right > column or bottom > number:
                grid.merges.append(Merge(number, column, bottom, right))
                _take(taken, number, column, bottom, right)
            if right >= COLUMNS:
                raise UnreadableFile("too_large", what="the columns", limit=COLUMNS)
            texts.extend([""] * (column - len(texts)))
            texts.append(clean(_text(cell)))
            column = right + 1
        budget.take(grid, GridRow(number, texts))


def _take(taken: set[tuple[int, int]], top: int, left: int, bottom: int, right: int) -> None:
    if (bottom - top + 1) * (right - left + 1) + len(taken) > ROWS * 10:
        raise UnreadableFile("too_large", what="the merged cells", limit=ROWS * 10)
    taken.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _span(cell: etree._Element, name: str, most: int) -> int:
    words = cell.get(name, "1").strip()
    return min(max(int(words), 1), most) if words.isdigit() and len(words) < 9 else 1


def _text(element: etree._Element) -> str:
    """What a browser shows of an element: blanks run together, a line per block."""
    pieces: list[str] = []

    def walk(node: etree._Element) -> None:
        name = str(node.tag)
        if callable(node.tag) or name in ("style", "script"):
            return
        if name in _BLOCKS:
            pieces.append("\n")
        pieces.append(_BLANKS.sub(" ", node.text or ""))
        for child in node:
            walk(child)
            pieces.append(_BLANKS.sub(" ", child.tail or ""))
        if name in _BLOCKS - {"br"}:
            pieces.append("\n")
        elif name in ("td", "th") and node is not element:
            pieces.append(" ")

    walk(element)
    return re.sub(r" *\n[ \n]*", "\n", "".join(pieces))
