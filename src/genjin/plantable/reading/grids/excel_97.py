"""Excel 97-2003 workbooks (.xls): values by calamine, number formats by our own walk through the records."""

import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from genjin.plantable.reading.compound import read_stream
from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.grid import Budget, Grid, GridRow, Merge, clean
from genjin.plantable.reading.grids.number_formats import BUILT_IN, general, is_date_format, show_number

_BOF, _FILEPASS, _FORMAT, _XF, _EOF = 0x809, 0x2F, 0x41E, 0xE0, 0x0A
_BOUNDSHEET, _NUMBER, _RK, _MULRK, _FORMULA, _DATE_1904 = 0x85, 0x203, 0x27E, 0xBD, 0x06, 0x22
_CELLS: Final = frozenset({_NUMBER, _RK, _FORMULA})

Formats = dict[tuple[int, int], str]
"""Number format of the cells that have one, by row and column counted from 0."""


def read_excel_97(data: bytes) -> Iterator[Grid]:
    """Every worksheet; raises UnreadableFile for encrypted and damaged workbooks."""
    formats, encrypted, epoch_1904 = _formats(data)
    if encrypted:
        raise UnreadableFile("password_protected")
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        names = workbook.sheet_names
    except PasswordError as error:
        raise UnreadableFile("password_protected") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("truncated") from error
    budget = Budget()
    for name in names:
        yield _read_sheet(workbook, name, formats.get(name, {}), budget, epoch_1904=epoch_1904)


def _read_sheet(workbook: CalamineWorkbook, name: str, formats: Formats, budget: Budget, *, epoch_1904: bool) -> Grid:
    grid = Grid(name)
    try:
        sheet = workbook.get_sheet_by_name(name)
        start_row, start_column = sheet.start or (0, 0)
        for number, values in enumerate(sheet.to_python(skip_empty_area=True), start=start_row):
            row = GridRow(number + 1, [""] * start_column)
            for column, value in enumerate(values, start=start_column):
                text, day = _shown(value, formats.get((number, column), "General"), epoch_1904=epoch_1904)
                row.texts.append(text)
                if day is not None:
                    row.dates[column] = day
            budget.take(grid, row)
        grid.merges = _merges(sheet)
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("truncated") from error
    return grid


def _merges(sheet: CalamineSheet) -> list[Merge]:
    return [Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]


def _shown(  # noqa: PLR0911  one for each type that calamine gives
    value: object, code: str, *, epoch_1904: bool
) -> tuple[str, date | None]:
    match value:
        case str():
            return clean(value), None
        case bool():
            return str(value).upper(), None
        case int() | float():
            return show_number(float(value), code, epoch_1904=epoch_1904) if code != "General" else _plain(float(value))
        case datetime() | date():
            day = value.date() if isinstance(value, datetime) else value
            return _show_day(value, code), day
        case time():
            return value.strftime("%H:%M"), None
        case timedelta():
            return general(value.total_seconds() / 86_400), None
    return "", None


def _plain(value: float) -> tuple[str, None]:
    return general(value), None


def _show_day(value: date, code: str) -> str:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    serial = (moment - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001  sheets know no time zones
    return show_number(serial, code if is_date_format(code) else "yyyy/m/d")[0]


def _formats(data: bytes) -> tuple[dict[str, Formats], bool, bool]:
    """Number formats by sheet, whether the workbook is encrypted, and whether it counts from 1904."""
    stream = read_stream(data, "Workbook", "Book") or b""
    own: dict[int, str] = {}
    styles: list[int] = []
    sheets: dict[int, str] = {}
    epoch_1904 = False
    for _, kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            return {}, True, False
        if kind == _FORMAT and len(body) > 5:
            own[int.from_bytes(body[:2], "little")] = _text(body[2:], 2)
        elif kind == _XF and len(body) >= 4:
            styles.append(int.from_bytes(body[2:4], "little"))
        elif kind == _BOUNDSHEET and len(body) > 8:
            sheets[int.from_bytes(body[:4], "little")] = _text(body[6:], 1)
        elif kind == _DATE_1904:
            epoch_1904 = body[:1] == b"\x01"
    codes = [own.get(number) or BUILT_IN.get(number, "General") for number in styles]
    return {name: _sheet_formats(stream, start, codes) for start, name in sheets.items()}, False, epoch_1904


def _sheet_formats(stream: bytes, start: int, codes: list[str]) -> Formats:
    formats: Formats = {}
    for _, kind, body in _records(stream, start):
        if kind in _CELLS and len(body) >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            found = [(column, style)]
        elif kind == _MULRK and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            found = [(first + at, struct.unpack_from("<H", body, 4 + 6 * at)[0]) for at in range((len(body) - 6) // 6)]
        else:
            continue
        for column, style in found:
            if style < len(codes) and codes[style] != "General":
                formats[row, column] = codes[style]
    return formats


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Records of one substream, from its BOF to its EOF."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        at += 4 + length


def _text(body: bytes, width: int) -> str:
    """A BIFF8 string: its length, a flag for two-byte characters, the characters."""
    length = int.from_bytes(body[:width], "little")
    wide, characters = body[width] & 1, body[width + 1 :]
    return characters[: length * 2].decode("utf-16-le", "replace") if wide else characters[:length].decode("latin-1")
