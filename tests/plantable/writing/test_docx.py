import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from genjin.plantable.exported import read_exported
from genjin.plantable.row import PlanRow
from genjin.plantable.writing import HEADINGS_EN, HEADINGS_ZH, write_docx
from genjin.text.cells import ActionItem
from tests.plantable.writing.nasty import NASTY_TEXTS, plain_rows

FULL = PlanRow(
    seq=1,
    date=date(2026, 3, 10),
    customer="滨海银行",
    project="数据中台",
    stage="商务谈判",
    actions=(ActionItem("法务条款过会", "陈静", date(2026, 3, 12)), ActionItem("补充附件")),
)


def _written(
    *rows: PlanRow, title: str = "计划表", period: str = "第 11 周", headings: tuple[str, ...] = HEADINGS_ZH
) -> bytes:
    to = io.BytesIO()
    write_docx(iter(rows), to, title=title, period=period, headings=headings)
    return to.getvalue()


def _document(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def _texts(document: WordDocument, row: int) -> list[str]:
    return [cell.text for cell in document.tables[0].rows[row].cells]


def test_title_period_headings_and_rows() -> None:
    document = _document(_written(FULL))
    assert [paragraph.text for paragraph in document.paragraphs] == ["计划表", "第 11 周"]
    assert [text.replace("\n", "") for text in _texts(document, 0)] == list(HEADINGS_ZH)
    assert _texts(document, 1)[:6] == [
        "1",
        "2026-03-10",
        "滨海银行 / 数据中台",
        "商务谈判",
        "",
        "1. 法务条款过会（陈静/2026-03-12）\n2. 补充附件",
    ]


def test_headings_in_english() -> None:
    document = _document(_written(headings=HEADINGS_EN))
    assert [text.replace("\n", "") for text in _texts(document, 0)] == list(HEADINGS_EN)


def test_the_page_is_a4_landscape_and_the_table_fits_it() -> None:
    document = _document(_written(FULL))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
    columns = sum(column.width for column in document.tables[0].columns)
    assert columns <= section.page_width - section.left_margin - section.right_margin + Mm(1)


def test_the_heading_row_is_repeated_and_short_rows_stay_whole() -> None:
    heading, short, long = _document(_written(FULL, PlanRow(seq=2, feedback="很长的反馈" * 200))).tables[0].rows
    assert heading._tr.trPr.find(qn("w:tblHeader")) is not None
    assert short._tr.trPr.find(qn("w:cantSplit")) is not None
    assert long._tr.trPr is None


def test_chinese_has_a_chinese_font_and_language() -> None:
    document = _document(_written(FULL))
    for name in ("Normal", "PlanCell", "PlanItem", "PlanHeading", "Plan Title"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    languages = [each.get(qn("w:eastAsia")) for each in document.styles.element.iter(qn("w:lang"))]
    assert set(languages) == {"zh-CN"}


def test_pages_are_numbered() -> None:
    footer = _document(_written(FULL)).sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("text", [text for text in NASTY_TEXTS if text.isprintable() and "_x" not in text])
def test_python_docx_reads_each_nasty_text(text: str) -> None:
    assert _texts(_document(_written(PlanRow(seq=1, note=text))), 1)[10] == text


@pytest.mark.parametrize("title", ["<w:p/>", "计\x0b划", "t" * 300, ""])
def test_any_title_gives_a_document_that_opens(title: str) -> None:
    table = read_exported(_written(FULL, title=title))
    assert table is not None
    assert table.rows[0].plan == FULL


@settings(max_examples=15)  # each makes a whole document
@given(st.lists(plain_rows, max_size=8))
def test_every_text_comes_back_from_docx(rows: list[PlanRow]) -> None:
    table = read_exported(_written(*rows))
    assert table is not None
    assert [row.plan for row in table.rows] == rows


def test_a_document_saved_by_somebody_else_is_no_longer_ours() -> None:
    document = _document(_written(FULL))
    document.core_properties.last_modified_by = "李娜"
    to = io.BytesIO()
    document.save(to)
    assert read_exported(to.getvalue()) is None
