"""The Word document around the rows: page, styles, title, period, heading row, footer.

The plan book is dressed alike.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from genjin.plantable.writing.control_characters import escape_text
from genjin.plantable.writing.docx_rows import CELL, HEADING, ITEM, MUTED, SEQ, WIDTHS, heading_row_xml
from genjin.plantable.writing.look import FONT, HEADING_INK, INK, LINE
from genjin.plantable.writing.look import MUTED as MUTED_INK
from genjin.plantable.writing.mark import LAST_MODIFIED_BY

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import CharacterStyle, ParagraphStyle

MARGIN = Mm(10)

_TABLE = """<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:tblPr>
<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>
<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
<w:bottom w:w="60" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>
</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heading}</w:tbl>"""


def document_frame(title: str, period: str, headings: Sequence[str]) -> bytes:
    """Make a finished .docx whose one table has only its heading row."""
    document = Document()
    lay_out_landscape(document.sections[0])
    add_styles(document)
    add_line(document, title, "Plan Title")
    add_line(document, period, "Plan Period")
    add_plan_table(document, headings)
    add_page_numbers(document.sections[0])
    sign(document, title)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def lay_out_landscape(section: Section) -> None:
    """Lay a section out for the eleven columns."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = Mm(14)
    section.header_distance = section.footer_distance = Mm(6)


def add_styles(document: "WordDocument") -> None:
    """Add the styles that title, period and cells have."""
    dress(document.styles["Normal"], size=8, colour=INK)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # else punctuation takes its Japanese or Traditional shape
    for name, size, colour, bold in (
        ("Plan Title", 15, INK, True),
        ("Plan Period", 9, MUTED_INK, False),
        (HEADING, 8, HEADING_INK, True),
        (CELL, 8, INK, False),
        (ITEM, 8, INK, False),
        (SEQ, 8, MUTED_INK, False),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        dress(style, size=size, colour=colour, bold=bold)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        # Exact, because the fonts that Word puts for a missing one differ by half in height.
        style.paragraph_format.line_spacing = Pt(size * 1.4)
    document.styles["Plan Period"].paragraph_format.space_after = Pt(6)
    document.styles[SEQ].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    item = document.styles[ITEM].paragraph_format
    item.left_indent, item.first_line_indent = Pt(10), Pt(-10)
    dress(document.styles.add_style(MUTED, WD_STYLE_TYPE.CHARACTER), size=7.5, colour="59627A")


def dress(style: "ParagraphStyle | CharacterStyle", *, size: float, colour: str, bold: bool = False) -> None:
    """Give a style its font, in Chinese as well."""
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = RGBColor.from_string(colour)
    # python-docx sets only the Latin font; without this one Word shows Chinese in the theme's.
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def add_line(document: "WordDocument", text: str, style: str) -> None:
    """Add a paragraph unless it is empty."""
    if text:
        document.add_paragraph(escape_text(text), style=style)


def add_plan_table(document: "WordDocument", headings: Sequence[str], rows: str = "") -> None:
    """Add the table of eleven columns at the end; `rows` are its rows as WordprocessingML."""
    widths = list(WIDTHS)
    table = _TABLE.format(
        width=sum(widths),
        borders="".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
        grid="".join(f'<w:gridCol w:w="{width}"/>' for width in widths),
        heading=heading_row_xml(headings) + rows,
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(table))  # before the section's properties, which come last


def add_page_numbers(section: Section) -> None:
    """Number the pages in the footer."""
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)  # noqa: SLF001  python-docx knows no fields


def sign(document: "WordDocument", title: str) -> None:
    """Say in the document's properties what it is and who made it."""
    properties = document.core_properties
    properties.title = escape_text(title)[:255]
    properties.author = properties.last_modified_by = LAST_MODIFIED_BY
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
