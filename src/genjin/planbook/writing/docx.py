"""A plan book as a Word document: six chapters on A4 portrait, then the eleven columns on landscape pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from genjin.planbook.book import Block, Book, Chapter, Facts, Grid
from genjin.plantable.writing.cells import cell_texts
from genjin.plantable.writing.control_characters import escape_text
from genjin.plantable.writing.docx_frame import (
    add_line,
    add_page_numbers,
    add_plan_table,
    add_styles,
    dress,
    lay_out_landscape,
    sign,
)
from genjin.plantable.writing.docx_rows import row_xml
from genjin.plantable.writing.look import HEADING_FILL, HEADING_INK, INK, LINE, PRIMARY

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT, LABEL, TABLE_TITLE, PART = "Book Text", "Book Label", "Book Table", "Book Part"
PAGE = 174 * 1440 / 25.4  # twentieths of a point between the margins
LABEL_SHARE = 0.22


def write_docx(book: Book, to: BinaryIO) -> None:
    """Write the book to the binary file `to`."""
    document = Document()
    _lay_out_portrait(document)
    add_styles(document)
    _add_styles(document)
    add_line(document, book.title, "Title")
    add_line(document, book.subtitle, "Plan Period")
    for chapter in book.chapters:
        _add_chapter(document, chapter)
    if book.table_title:
        lay_out_landscape(document.add_section(WD_SECTION.NEW_PAGE))
        document.add_heading(escape_text(book.table_title), level=1)
        add_plan_table(document, book.table_headings, "".join(row_xml(cell_texts(row)) for row in book.table_rows))
    add_page_numbers(document.sections[0])
    sign(document, book.title)
    document.save(to)


def _lay_out_portrait(document: "WordDocument") -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)


def _add_styles(document: "WordDocument") -> None:
    for name, size, colour, bold in (
        (TEXT, 9.5, INK, False),
        (LABEL, 9.5, HEADING_INK, True),
        (TABLE_TITLE, 10.5, INK, True),
        (PART, 10.5, PRIMARY, True),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        dress(style, size=size, colour=colour, bold=bold)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
    for name in (TABLE_TITLE, PART):
        style = document.styles[name]
        style.paragraph_format.space_before, style.paragraph_format.keep_with_next = Pt(8), True
    dress(document.styles["Title"], size=22, colour=INK, bold=True)
    dress(document.styles["Heading 1"], size=15, colour=PRIMARY, bold=True)


def _add_chapter(document: "WordDocument", chapter: Chapter) -> None:
    document.add_heading(escape_text(chapter.title), level=1)
    for block in chapter.blocks:
        _add_block(document, block)
    if not chapter.blocks:
        add_line(document, chapter.empty, "Plan Period")


def _add_block(document: "WordDocument", block: Block) -> None:
    if isinstance(block, Grid):
        add_line(document, block.title, TABLE_TITLE)
        _add_table(document, block.rows, block.shares(), block.headings)
    elif isinstance(block, Facts):
        _add_table(document, block.pairs, [LABEL_SHARE, 1 - LABEL_SHARE])
    else:
        add_line(document, block.title, PART)
        _add_block(document, block.facts)


def _add_table(
    document: "WordDocument", rows: Sequence[Sequence[str]], shares: Sequence[float], headings: Sequence[str] = ()
) -> None:
    """Add a table as text: python-docx's cell objects take a thousand times as long."""
    if not rows:
        return
    widths = [round(PAGE * share) for share in shares]
    head = _row(headings, widths, [LABEL] * len(widths), head=True) if headings else ""
    styles = [TEXT] * len(widths) if headings else [LABEL, TEXT]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{''.join(_row(row, widths, styles) for row in rows)}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(table))  # before the section's properties, which come last


def _row(texts: Sequence[str], widths: Sequence[int], styles: Sequence[str], *, head: bool = False) -> str:
    look = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADING_FILL}"/>' if head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{_paragraphs(text, style)}</w:tc>'
        for text, width, style in zip(texts, widths, styles, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{cells}</w:tr>"


def _paragraphs(text: str, style: str) -> str:
    name = style.replace(" ", "")
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(escape_text(line))}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
