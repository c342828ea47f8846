"""Follow-ups written as lines of text, `客户：…`, `下一步：…`, in a document or a sheet without a table."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from genjin.plantable.reading.column import ANSWERED, COMPLETING, ITEMS
from genjin.plantable.reading.grids.grid import Grid, GridRow
from genjin.plantable.reading.headers import is_header_like, match_header
from genjin.text.names import is_person

_LABELLED: Final = re.compile(r"\s*([^：:，,。；;\n]{1,20})[：:]\s*")
_LISTED: Final = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[.．、)）]|[①-⑳]|[-–—•·●■◆▪*▲])")
_BESIDE: Final = re.compile(r"(?:\s{2,}|[\u3000\t|｜]\s*)(?=[^：:，,。；;\s]{2,12}[：:])")
_PLAIN_TIME: Final = frozenset({"时间", "日期"})
_LEAST_FIELDS: Final = 4
_CAPTION: Final = 30
"""Characters of a line that may head a card."""
_MOST_LINES: Final = 20_000

_Pair = tuple[str, str]
"""A label and its text; a line without a label has an empty one."""


def as_form(grid: Grid) -> Grid | None:
    """The lines of a grid as a form of two columns, None where they name too few fields."""
    pairs = [*_pairs(grid)]
    fields = {match_header(label).field for label, _ in pairs if label} - {None}
    if len(fields) < _LEAST_FIELDS:
        return None
    first = next(label for label, _ in pairs if label)
    form = Grid(grid.sheet, [], [], grid.above, {}, [], is_document=grid.is_document)
    for number, ((label, text), following) in enumerate(pairwise([*pairs, ("", "")]), 1):
        heads = not label and following[0] == first and len(text) <= _CAPTION and not _LISTED.match(text)
        form.rows.append(GridRow(number, [text] if heads else [label, text]))
    return form


def _pairs(grid: Grid) -> Iterator[_Pair]:
    inside: str | None = None
    for row in grid.rows[:_MOST_LINES]:
        for cell in row.texts:
            for line in _lines(cell):
                label, text = _read(line, inside)
                inside = match_header(label).field if label else inside
                yield label, text


def _lines(cell: str) -> Iterator[str]:
    for line in cell.split("\n"):
        yield from (part for part in _BESIDE.split(line) if part.strip())


def _read(line: str, inside: str | None) -> _Pair:
    """Read a line that stands below a label of the field `inside`: 负责人：… there is no field of its own."""
    found = _LABELLED.match(line)
    if not found or _LISTED.match(line):
        return "", line
    label = found[1].strip()
    match = match_header(label)
    if not is_header_like(label) or is_person(label):
        return "", line
    packed = inside in ITEMS | ANSWERED
    if packed and (match.strength < 2 or match.field in COMPLETING or label in _PLAIN_TIME):
        return "", line
    return label, line[found.end() :].strip()
