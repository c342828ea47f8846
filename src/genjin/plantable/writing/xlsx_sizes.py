"""How wide the columns and how high the rows must be for all text to show.

Excel would fit heights itself on opening; LibreOffice, WPS and the previews of phones and mail programs do not, so they
are guessed here: a little too high rather than a line too low.
"""

from collections.abc import Iterable, Sequence

from genjin.plantable.writing.headings import COLUMNS
from genjin.plantable.writing.text_width import half_widths

_LINE, _PADDING = 15.0, 6.0
"""Points a line of 10-point Chinese takes, and what a row needs besides."""

_HIGHEST = 409.0
"""Points; Excel allows no higher row, so very long texts get wider columns instead."""

_WIDEST = 90.0
_STEP = 6.0
_MOST_LINES = int((_HIGHEST - _PADDING) / _LINE)


def column_widths(rows: Iterable[Sequence[str]]) -> tuple[float, ...]:
    """Give the usual width of each column, or more where one of these rows would be too high to show otherwise."""
    widths = [column.excel_width for column in COLUMNS]
    for texts in rows:
        for column, text in enumerate(texts):
            if 2 * len(text) // int(widths[column] - 1) + text.count("\n") < _MOST_LINES:
                continue  # it cannot be too high; true of nearly every cell
            while widths[column] < _WIDEST and _lines(text, widths[column]) > _MOST_LINES:
                widths[column] += _STEP
    return tuple(widths)


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Give the height in points at which all of the row shows."""
    lines = max(map(_lines, texts, widths))
    return min(lines * _LINE + _PADDING, _HIGHEST)


def _lines(text: str, width: float) -> float:
    """Guess how many lines `text` takes, half a line more per paragraph that wraps: words do not break everywhere."""
    capacity = int(width) - 1
    if 2 * len(text) < capacity and "\n" not in text:
        return 1
    wraps = (half_widths(paragraph) // capacity for paragraph in text.split("\n"))
    return sum(lines + 1.5 if lines else 1 for lines in wraps)
