"""The rows of the Word table as WordprocessingML text: a thousandth of the work of python-docx's cell objects."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from genjin.plantable.writing.control_characters import escape_text
from genjin.plantable.writing.headings import COLUMNS
from genjin.plantable.writing.look import HEADING_FILL, PRIMARY, STAGE_INKS
from genjin.plantable.writing.text_width import half_widths

# Names of the styles that docx_frame adds to the document.
HEADING, CELL, ITEM, SEQ, MUTED = "PlanHeading", "PlanCell", "PlanItem", "PlanSeq", "PlanMuted"

_LONG_ROW = 25
"""Lines from which on a row may break across pages; a shorter one moves to the next page as a whole."""

_NUMBERED = re.compile(r"\d+\. ")
_BEFORE_BRACKET = re.compile(r"(?<=.)(?=[（(])")
_OWNER_AND_DATE = re.compile(r"（[^（）]*）\Z")
_CUSTOMER, _STAGE = 2, 3
_PACKED = {5, 7, 8, 9}

WIDTHS = tuple(round(column.word_width * 1440 / 25.4) for column in COLUMNS)
# How many half-width characters of 8 points fit on a line of each column, to guess a row's height.
_CAPACITIES = tuple(max(1, int((column.word_width - 2.5) / 1.42)) for column in COLUMNS)

_HEADING_LOOK = (
    f'<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{PRIMARY}"/></w:tcBorders>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADING_FILL}"/><w:vAlign w:val="center"/>'
)
_BOLD = "<w:b/>"
_MUTED = f'<w:rStyle w:val="{MUTED}"/>'


def heading_row_xml(headings: Sequence[str]) -> str:
    """Give the heading row, which Word repeats on every page."""
    cells = (
        _cell(width, "".join(_paragraph(part, HEADING) for part in _BEFORE_BRACKET.split(heading)), _HEADING_LOOK)
        for width, heading in zip(WIDTHS, headings, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def row_xml(texts: Sequence[str]) -> str:
    """Give one row from its eleven texts; a newline in a text begins a new paragraph."""
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if _lines(texts) < _LONG_ROW else ""
    return f"<w:tr>{whole}{''.join(_cells(texts))}</w:tr>"


def _cells(texts: Sequence[str]) -> Iterator[str]:
    for column, text in enumerate(texts):
        yield _cell(WIDTHS[column], "".join(_line(column, line) for line in text.split("\n")))


def _cell(width: int, paragraphs: str, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{paragraphs}</w:tc>'


def _line(column: int, line: str) -> str:
    if column in _PACKED:
        style = ITEM if _NUMBERED.match(line) else CELL
        found = _OWNER_AND_DATE.search(line)
        return _paragraph(line[: found.start()], style, line[found.start() :]) if found else _paragraph(line, style)
    if column == 0:
        return _paragraph(line, SEQ)
    if column == _STAGE and line in STAGE_INKS:
        return _paragraph(line, CELL, look=f'{_BOLD}<w:color w:val="{STAGE_INKS[line]}"/>')
    return _paragraph(line, CELL, look=_BOLD if column == _CUSTOMER else "")


def _paragraph(text: str, style: str, muted: str = "", *, look: str = "") -> str:
    runs = _run(text, look) + _run(muted, _MUTED)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    safe = escape(escape_text(text))
    if "\t" in safe:
        safe = safe.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{safe}</w:t></w:r>'


def _lines(texts: Sequence[str]) -> int:
    """Guess how many lines the tallest cell takes."""
    return max(_cell_lines(text, capacity) for text, capacity in zip(texts, _CAPACITIES, strict=True))


def _cell_lines(text: str, capacity: int) -> int:
    return text.count("\n") + 1 + half_widths(text) // capacity
