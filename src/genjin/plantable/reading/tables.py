"""Finding the plan tables of a grid: where their headers stand, and which rows belong to them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from genjin.plantable.reading.above import names_above
from genjin.plantable.reading.column import BODY, Column, HeaderCell
from genjin.plantable.reading.columns import fingerprint, understand_columns
from genjin.plantable.reading.grids.grid import Grid, GridRow
from genjin.plantable.reading.header_words import GENERIC
from genjin.plantable.reading.headers import header_key, is_header_like, is_whole_header, match_header
from genjin.plantable.reading.merges import Merges

_SAMPLE_ROWS: Final = 60
_LONGEST_HEADER: Final = 60
"""Characters, blanks and line breaks among them, so that the many rows of data are told at once."""
_HEADERS: Final = 0.8
"""The share of a header's cells that look like one."""
Mappings = Mapping[str, Mapping[str, str]]
IsDate = Callable[[str], bool]


@dataclass(slots=True)
class FoundTable:
    """A table of a grid: its columns, its data rows, and the lines above its header."""

    grid: Grid
    fingerprint: str
    columns: list[Column]
    rows: list[GridRow]
    above: list[str]
    merges: Merges

    @property
    def has_body(self) -> bool:
        """Whether it holds more than names and numbers."""
        return any(column.field in BODY for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Header:
    """A header in the grid's rows `first` to `last` (places in the list)."""

    first: int
    last: int
    cells: tuple[HeaderCell, ...]


def find_tables(grid: Grid, mappings: Mappings, is_date: IsDate) -> list[FoundTable]:
    """Every table with a header row; side by side, below one another, columns in whatever order."""
    merges = Merges(grid)
    headers = _find_headers(grid, merges)
    tables: list[FoundTable] = []
    for at, header in enumerate(headers):
        end = _end_of_rows(grid, header, headers[at + 1]) if at + 1 < len(headers) else len(grid.rows)
        start = headers[at - 1].last + 1 if at else 0
        rows = grid.rows[header.last + 1 : end]
        places = _titles_before(grid, start, header.first)
        above, titles = _lines(grid, places), {grid.rows[place].number for place in places}
        parts = _side_by_side(header.cells)
        previous: list[FoundTable | None] = [*[None] * len(parts), *tables][-len(parts) :]
        for part, before in zip(_spread(parts, rows), previous, strict=True):
            name = fingerprint(_trimmed(part))
            if before is not None and before.fingerprint == name and not _are_about_another(before, above):
                before.rows.extend(rows)
                continue
            if before is not None and before.rows and above:
                before.rows[:] = [row for row in before.rows if row.number not in titles]
            columns = _columns(part, name, rows, mappings, is_date)
            tables.append(FoundTable(grid, name, columns, list(rows), [*grid.above, *above], merges))
    return tables


def continue_table(grid: Grid, table: FoundTable) -> FoundTable | None:
    """A table without a header right after one with as many columns: the same table, cut at the end of a page."""
    width = max((len(row.texts) for row in grid.rows), default=0)
    if not grid.is_document or not table.grid.is_document or width != len(table.columns) or len(grid.above) > 1:
        return None
    return FoundTable(grid, table.fingerprint, table.columns, grid.rows, table.above, Merges(grid))


def _columns(
    cells: Sequence[HeaderCell], name: str, rows: Sequence[GridRow], mappings: Mappings, is_date: IsDate
) -> list[Column]:
    samples = {
        cell.index: [
            row.dates[cell.index].isoformat() if cell.index in row.dates else row.text(cell.index)
            for row in rows[:_SAMPLE_ROWS]
        ]
        for cell in cells
    }
    return understand_columns(cells, samples, mappings.get(name, {}), is_date)


def _find_headers(grid: Grid, merges: Merges) -> list[_Header]:
    found: list[_Header] = []
    at = 0
    while at < len(grid.rows):
        header = _header_at(grid, merges, at)
        if header is None:
            at += 1
            continue
        found.append(header)
        at = header.last + 1
    return found


def _header_at(grid: Grid, merges: Merges, at: int) -> _Header | None:
    row = grid.rows[at]
    texts = [text for text in row.texts if text]
    if row.dates or len(texts) < 2 or sum(len(text) <= _LONGEST_HEADER for text in texts) < _HEADERS * len(texts):
        return None
    alone = tuple(HeaderCell(column, row.text(column)) for column in range(len(row.texts)))
    score = _score([cell.text for cell in alone])
    two = _two_levels(grid, merges, at)
    if two is not None:
        both = _score([cell.text if match_header(cell.text).strength else cell.parent or cell.text for cell in two])
        if both >= 3 and both >= score:
            return _Header(at, at + 1, _trimmed(two))
    return _Header(at, at, _trimmed(_widened(alone, row, merges))) if score >= 3 else None


def _score(texts: Sequence[str]) -> int:
    """How many columns of a plan a row of headers names; 0 where it is no header."""
    filled = [text for text in texts if text]
    if not any(map(is_whole_header, filled)):
        return 0
    matches = [match_header(text) for text in filled]
    fields = {match.field for match in matches if match.field}
    exact = {match.field for match in matches if match.field and match.strength == 3}
    known = sum(1 for match in matches if match.strength)
    like = sum(map(is_header_like, filled))
    if (
        len(fields) < 3
        or not exact
        or len(fields) + len(exact) < 5
        or like < _HEADERS * len(filled)
        or known < 0.55 * len(filled)
    ):
        return 0
    if not fields & (BODY | {"date", "customer", "project", "customer_project"}):
        return 0
    return len(fields)


def _two_levels(grid: Grid, merges: Merges, at: int) -> tuple[HeaderCell, ...] | None:
    """The headers of this row as groups over those of the next, None where the next row is no second level."""
    if at + 1 >= len(grid.rows) or grid.rows[at + 1].number != grid.rows[at].number + 1:
        return None
    top, below = grid.rows[at], grid.rows[at + 1]
    if not all(_is_group(top.text(column)) for column in top.filled()):
        return None
    filled = below.filled()
    if below.dates or not filled or not all(is_header_like(below.text(column)) for column in filled):
        return None
    known = [
        column
        for column in filled
        if match_header(below.text(column)).strength or header_key(below.text(column)) in GENERIC
    ]
    if len(known) < 0.6 * len(filled) or not _under_groups(top, below, merges):
        return None
    cells: list[HeaderCell] = []
    group = ""
    for column in range(max(len(top.texts), len(below.texts))):
        merge = merges.at(top.number, column)
        inside = merge is not None and merge.left < column
        if top.text(column):
            group = top.text(column)
        elif not inside and not (below.text(column) and merge is None):
            group = ""
        parent = top.text(merge.left) if inside and merge is not None else group
        text = below.text(column)
        cells.append(HeaderCell(column, text or top.text(column), parent if text else ""))
    return tuple(cells)


def _is_group(text: str) -> bool:
    """Whether a text may stand over headers: 单位：万元 and the cells of a data row may not."""
    return is_header_like(text) and not re.search(r"[:：]\s*\S|\d{3}", text)


def _under_groups(top: GridRow, below: GridRow, merges: Merges) -> bool:
    """Whether the lower row stands under wide groups: an upper header is merged sideways, or blank beside one."""
    wide = any(
        (merge := merges.at(top.number, column)) is not None and merge.right > merge.left for column in top.filled()
    )
    blank = any(not top.text(column) for column in below.filled())
    return (wide or blank) and len(below.filled()) >= 2 and bool(top.filled())


def _widened(cells: Sequence[HeaderCell], row: GridRow, merges: Merges) -> tuple[HeaderCell, ...]:
    """Headers merged sideways stand over every column that they cover."""
    wide = []
    for cell in cells:
        merge = merges.at(row.number, cell.index)
        inside = merge is not None and merge.left < cell.index and merge.top <= row.number
        wide.append(HeaderCell(cell.index, cell.text, row.text(merge.left) if inside and merge is not None else ""))
    return tuple(wide)


def _trimmed(cells: Sequence[HeaderCell]) -> tuple[HeaderCell, ...]:
    filled = [at for at, cell in enumerate(cells) if cell.text or cell.parent]
    return tuple(cells[filled[0] : filled[-1] + 1]) if filled else ()


def _side_by_side(cells: tuple[HeaderCell, ...]) -> list[tuple[HeaderCell, ...]]:
    """Tables that stand beside one another: cut at blank columns, or where the first header comes again."""
    gaps = [at for at, cell in enumerate(cells) if not cell.text and not cell.parent]
    bounds = [-1, *gaps, len(cells)]
    parts = [cells[left + 1 : right] for left, right in pairwise(bounds) if right > left + 1]
    if len(parts) == 1 and (again := [at for at, cell in enumerate(cells) if at and cell.text == cells[0].text]):
        parts = [cells[left:right] for left, right in pairwise([0, *again, len(cells)])]
    if len(parts) > 1 and all(_score([cell.text for cell in part]) >= 3 for part in parts) and _share_fields(parts):
        return parts
    return [cells]


def _share_fields(parts: Sequence[Sequence[HeaderCell]]) -> bool:
    """Whether parts are tables of one kind, not one table with a nameless column."""
    fields = [{match_header(cell.text).field for cell in part} - {None} for part in parts]
    return all(len(left & right) >= 2 for left, right in pairwise(fields))


def _spread(parts: Sequence[Sequence[HeaderCell]], rows: Sequence[GridRow]) -> list[list[HeaderCell]]:
    """The headers with nameless ones for every column between and beside them that holds something."""
    width = max((len(row.texts) for row in rows), default=0)
    ends = [*[part[0].index for part in parts[1:]], max(width, parts[-1][-1].index + 1)]
    starts = [0, *ends[:-1]]
    wide: list[list[HeaderCell]] = []
    for part, start, end in zip(parts, starts, ends, strict=True):
        known = {cell.index: cell for cell in part}
        wide.append([known.get(column, HeaderCell(column, "")) for column in range(start, end)])
    return wide


def _titles_before(grid: Grid, start: int, first: int) -> range:
    """The rows right above a header that belong to it: all at the top of a sheet, else its few title lines."""
    if start == 0:
        return range(first)
    at = first
    while at > start and _is_title(grid, grid.rows[at - 1], first) and first - at < 6:
        at -= 1
    return range(at, first)


def _is_title(grid: Grid, row: GridRow, header: int) -> bool:
    """Whether a row between two tables is a line over the second: one cell at its left, or only 客户：… cells."""
    filled = row.filled()
    if len(filled) == 1:
        return filled[0] <= grid.rows[header].filled()[0]
    return len(filled) <= 4 and all(re.search(r"[:：]", row.texts[column][:12]) for column in filled)


def _lines(grid: Grid, places: range) -> list[str]:
    return ["\u3000".join(text for text in grid.rows[at].texts if text) for at in places]


def _end_of_rows(grid: Grid, header: _Header, following: _Header) -> int:
    """Where a table's rows end before the next header: its titles are no rows of this one."""
    if header.cells == following.cells:
        return following.first
    return _titles_before(grid, header.last + 1, following.first).start


def _are_about_another(table: FoundTable, lines: Sequence[str]) -> bool:
    """Whether lines over a repeated header name a customer that the table has no column for."""
    named = any(column.field in ("customer", "customer_project") for column in table.columns)
    return bool(lines) and not named and names_above(lines)[0] is not None
