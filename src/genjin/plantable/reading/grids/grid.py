"""The common form of every file: sheets of rows of cell texts, as a person sees them."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.limits import CELLS, CHARACTERS, COLUMNS, ROWS
from genjin.plantable.reading.result import Place, Problem


@dataclass(slots=True)
class GridRow:
    """A filled row: `number` counts from 1 as the file shows it; `dates` are the cells that are typed as dates."""

    number: int
    texts: list[str]
    dates: dict[int, date] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """The text of a cell, empty past the row's end."""
        return self.texts[column] if 0 <= column < len(self.texts) else ""

    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [column for column, text in enumerate(self.texts) if text]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block: row numbers from 1, columns from 0, all inclusive; its text stands top left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """A sheet, or one table of a document with the paragraphs `above` it; blank rows are left out.

    `nested` are tables inside its cells, read on their own where the table itself only lays out the page.
    """

    sheet: str
    rows: list[GridRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    nested: list["Grid"] = field(default_factory=list)
    is_document: bool = False


class Budget:
    """Counts what a file has given so far and refuses it where that is more than any plan."""

    def __init__(self) -> None:
        self._cells = 0
        self._characters = 0

    def take(self, grid: Grid, row: GridRow) -> None:
        """Add a row to its grid, unless it is blank; raises UnreadableFile past the limits."""
        if not any(row.texts):
            return
        if len(grid.rows) >= ROWS:
            raise UnreadableFile("too_large", what=f"the rows of {grid.sheet}", limit=ROWS)
        if len(row.texts) > COLUMNS:
            raise UnreadableFile("too_large", what=f"the columns of {grid.sheet}", limit=COLUMNS)
        self._cells += len(row.texts)
        self._characters += sum(map(len, row.texts))
        if self._cells > CELLS:
            raise UnreadableFile("too_large", what="the cells", limit=CELLS)
        if self._characters > CHARACTERS:
            raise UnreadableFile("too_large", what="the characters", limit=CHARACTERS)
        grid.rows.append(row)


_OUTER: Final = " \t\n\u3000\xa0\u200b\u2060\ufeff"
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def clean(text: str) -> str:
    """A cell's text with plain line ends and without blanks and invisible signs around it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(_OUTER)


def unescape(text: str) -> str:
    """Office's `_x000D_` for characters that XML cannot hold, written out; halves of characters become �."""
    return _ESCAPED.sub(_escaped_character, text) if "_x" in text else text


def _escaped_character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def letter(column: int) -> str:
    """A, B, … Z, AA … for a column counted from 0."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def missing_value(sheet: str, row: int, column: int, formula: str) -> Problem:
    """A formula was saved without its value, so what a person sees there is not in the file."""
    return Problem("formula_without_value", Place(sheet, row, letter(column)), f"={formula}", "warning")
