"""Excel workbooks (.xlsx, .xlsm), read as a stream so that neither size nor shape of a sheet costs memory."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.grid import Budget, Grid, GridRow, Merge, clean, missing_value, unescape
from genjin.plantable.reading.grids.number_formats import BUILT_IN, show_number
from genjin.plantable.reading.limits import CHARACTERS, COLUMNS, SHARED_STRINGS
from genjin.plantable.reading.package import Package, local
from genjin.plantable.reading.result import Place, Problem

_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def read_xlsx(data: bytes) -> Iterator[Grid]:
    """Every sheet with its cells as displayed; hidden sheets, columns and filtered rows count."""
    package = Package(data)
    main = package.main_part() or ""
    workbook = package.tree(main)
    if workbook is None:
        raise UnreadableFile("truncated")
    relations = package.relations(main)
    parts = dict(relations.values())
    strings = _shared_strings(package, parts.get("sharedStrings"))
    formats = _formats(package, parts.get("styles"))
    epoch_1904 = any(
        each.get("date1904") in ("1", "true") for each in workbook.iter() if local(each.tag) == "workbookPr"
    )
    budget = Budget()
    for element in workbook.iter():
        if local(element.tag) != "sheet":
            continue
        reference = next((str(value) for name, value in element.items() if local(name) == "id" or name == "r:id"), "")
        kind, path = relations.get(reference, ("", ""))
        if kind == "worksheet" and package.has(path):
            grid = Grid(element.get("name", ""))
            sheet = _Sheet(grid, strings, formats, budget, epoch_1904=epoch_1904)
            _parse(package, path, sheet.start, sheet.end)
            grid.comments = _comments(package, path)
            yield grid


def _parse(
    package: Package, part: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str, str], None]
) -> None:
    """Call `start(name, attributes)` and `end(name, text)` for the part's elements; a doctype is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    texts: list[str] = []

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if texts:
            texts.clear()
        start(name if ":" not in name else name.partition(":")[2], attributes)

    def on_end(name: str) -> None:
        end(name if ":" not in name else name.partition(":")[2], "".join(texts) if texts else "")
        if texts:
            texts.clear()

    def on_doctype(*_: object) -> None:
        raise UnreadableFile("external_entities")

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        for chunk in package.chunks(part):
            parser.Parse(chunk, False)  # noqa: FBT003  expat takes no keywords
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise UnreadableFile("truncated") from error


def _shared_strings(package: Package, part: str | None) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    phonetic = 0
    characters = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal phonetic
        phonetic += name == "rPh"

    def end(name: str, text: str) -> None:
        nonlocal phonetic, characters
        if name == "t" and not phonetic:
            pieces.append(text)
        elif name == "rPh":
            phonetic -= 1
        elif name == "si":
            strings.append(unescape("".join(pieces)))
            characters += len(strings[-1])
            pieces.clear()
            if len(strings) > SHARED_STRINGS or characters > CHARACTERS:
                raise UnreadableFile("too_large", what="the texts", limit=SHARED_STRINGS)

    if part and package.has(part):
        _parse(package, part, start, end)
    return strings


def _formats(package: Package, part: str | None) -> list[str]:
    """The number format of every cell style, by its index."""
    root = package.tree(part) if part else None
    if root is None:
        return []
    own = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in root.iter()
        if local(each.tag) == "numFmt" and each.get("numFmtId", "").isdigit()
    }
    styles = (each for group in root if local(group.tag) == "cellXfs" for each in group)
    numbers = [int(each.get("numFmtId", "0")) if each.get("numFmtId", "0").isdigit() else 0 for each in styles]
    return [own.get(number) or BUILT_IN.get(number, "General") for number in numbers]


def _comments(package: Package, sheet: str) -> dict[tuple[int, int], str]:
    """Cell comments by (row, column); the author's name that Excel writes in front is left out."""
    found: dict[tuple[int, int], str] = {}
    for kind, path in package.relations(sheet).values():
        if kind not in ("comments", "threadedComment") or (root := package.tree(path)) is None:
            continue
        for element in root.iter():
            at = _ADDRESS.fullmatch(element.get("ref") or "")
            if at and local(element.tag) in ("comment", "threadedComment"):
                texts = [each.text or "" for each in element.iter() if local(each.tag) in ("t", "text")]
                text = clean(unescape("".join(texts)))
                if text and not text.startswith("[Threaded comment]"):
                    found[int(at[2]), _column(at[1])] = re.sub(r"\A[^:：\n]{1,30}[:：]\n", "", text)
    return found


def _column(letters: str) -> int:
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - 64
    return number - 1


@dataclass(slots=True)
class _Cell:
    column: int
    kind: str
    style: int
    value: str | None = None
    formula: str | None = None
    inline: str = ""


class _Sheet:
    """Collects the rows of one sheet while its XML streams by."""

    def __init__(self, grid: Grid, strings: list[str], formats: list[str], budget: Budget, *, epoch_1904: bool) -> None:
        self._grid, self._strings, self._formats, self._budget = grid, strings, formats, budget
        self._epoch_1904 = epoch_1904
        self._row = GridRow(0, [])
        self._cell: _Cell | None = None
        self._next_column = 0
        self._phonetic = 0
        self._letters: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self._row = GridRow(int(number) if number.isdigit() else self._row.number + 1, [])
            self._next_column = 0
        elif name == "rPh":
            self._phonetic += 1
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        column = self._letters.get(letters)
        if column is None:
            column = _column(letters) if letters.isalpha() and letters.isascii() else self._next_column
            if letters:
                self._letters[letters] = column
        style = attributes.get("s", "0")
        self._cell = _Cell(column, attributes.get("t", "n"), int(style) if style.isdigit() else 0)
        self._next_column = column + 1

    def end(self, name: str, text: str) -> None:
        cell = self._cell
        if name == "row":
            self._budget.take(self._grid, self._row)
        elif cell is None:
            return
        elif name == "v":
            cell.value = text
        elif name == "t" and not self._phonetic:
            cell.inline += text
        elif name == "f":
            cell.formula = text
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "c":
            self._end_cell(cell)
            self._cell = None

    def _end_cell(self, cell: _Cell) -> None:
        text = self._text(cell)
        if cell.formula is not None:
            text = self._checked_formula(cell, text)
        if not text:
            return
        if cell.column >= COLUMNS:
            raise UnreadableFile("too_large", what=f"the columns of {self._grid.sheet}", limit=COLUMNS)
        texts = self._row.texts
        if cell.column >= len(texts):
            texts.extend([""] * (cell.column + 1 - len(texts)))
        texts[cell.column] = text

    def _text(self, cell: _Cell) -> str:
        value = cell.value
        if cell.kind == "inlineStr":
            return clean(unescape(cell.inline))
        if value is None or not value.strip():
            return ""
        if cell.kind == "s":
            return clean(self._shared(value))
        if cell.kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if cell.kind in ("str", "e", "d"):
            return clean(unescape(value))
        return self._number(cell, value)

    def _shared(self, value: str) -> str:
        try:
            return self._strings[int(value)]
        except (ValueError, IndexError):
            raise UnreadableFile("truncated") from None

    def _number(self, cell: _Cell, value: str) -> str:
        code = self._formats[cell.style] if 0 <= cell.style < len(self._formats) else "General"
        try:
            number = float(value)
        except ValueError:
            return clean(value)
        if number in (float("inf"), float("-inf")) or number != number:  # noqa: PLR0124  NaN alone differs from itself
            return clean(value)
        text, day = show_number(number, code, epoch_1904=self._epoch_1904)
        if day is not None:
            self._row.dates[cell.column] = day
        return text

    def _checked_formula(self, cell: _Cell, text: str) -> str:
        formula = cell.formula or ""
        if "DISPIMG" in formula.upper() or "DISPIMG" in text[:20].upper():
            self._problem("picture_left_out", cell.column, text or formula)
            return ""
        if not cell.value and not cell.inline and cell.kind != "str":
            self._grid.problems.append(missing_value(self._grid.sheet, self._row.number, cell.column, formula))
        return text

    def _problem(self, code: str, column: int, words: str) -> None:
        place = Place(self._grid.sheet, self._row.number, chr(65 + column) if column < 26 else str(column + 1))
        self._grid.problems.append(Problem(code, place, words, "warning"))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, two = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
        if one and two and len(self._grid.merges) < SHARED_STRINGS:
            self._grid.merges.append(Merge(int(one[2]), _column(one[1]), int(two[2]), _column(two[1])))
