import csv
import io
from collections.abc import Iterator
from typing import Final

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.grid import Budget, Grid, GridRow, clean
from genjin.plantable.reading.limits import COLUMNS
from genjin.plantable.writing.neutralise import restore_text

_SEPARATORS: Final = (",", "\t", ";", "|", "，")
_SAMPLE: Final = 200
"""Rows that are looked at to find the separator."""


def decode_text(data: bytes) -> str:
    """Text by its byte-order mark, else strict UTF-8, else strict GB18030 (`gbk` dies on 👍, 䶮 and €), else UTF-16.

    Raises UnreadableFile where nothing fits.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    unmarked = unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, errors="replace")
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    mended = data.decode("gb18030", errors="replace")
    if mended.count("\ufffd") * 200 < len(mended):
        return mended
    raise UnreadableFile("unknown_encoding")


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of its Latin characters is zero."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (even + odd) * 10 < len(head) or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def read_delimited(data: bytes) -> Iterator[Grid]:
    """A CSV or tab text file as one sheet."""
    text = decode_text(data)
    first, _, rest = text.partition("\n")
    separator = None
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[-1], rest
    grid, budget = Grid(""), Budget()
    for number, cells in enumerate(_rows(text, separator or _separator(text)), start=1):
        if len(cells) > COLUMNS:
            raise UnreadableFile("too_large", what="the columns", limit=COLUMNS)
        budget.take(grid, GridRow(number, [clean(restore_text(cell)) for cell in cells]))
    yield grid


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """The separator that cuts the first rows into the most even and most columns."""
    sample = text[:200_000]
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> int:
    widths: dict[int, int] = {}
    for number, cells in enumerate(_rows(sample, separator)):
        if number >= _SAMPLE:
            break
        if len(cells) > 1:
            widths[len(cells)] = widths.get(len(cells), 0) + 1
    return max((count * (width - 1) for width, count in widths.items()), default=0)
