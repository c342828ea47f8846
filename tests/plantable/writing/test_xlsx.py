import io
from datetime import date, datetime
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from genjin.plantable.exported import read_exported
from genjin.plantable.row import PlanRow
from genjin.plantable.writing import HEADINGS_EN, HEADINGS_ZH, write_xlsx, xlsx
from genjin.plantable.writing.xlsx import SheetFullError
from tests.plantable.writing.nasty import NASTY_TEXTS, plain_rows

FULL = PlanRow(
    seq=1, date=date(2026, 3, 10), customer="滨海银行", project="数据中台", stage="商务谈判", goal="敲定付款节点"
)


def _written(
    *rows: PlanRow, title: str = "计划表", period: str = "第 11 周", headings: tuple[str, ...] = HEADINGS_ZH
) -> bytes:
    to = io.BytesIO()
    write_xlsx(iter(rows), to, title=title, period=period, headings=headings)
    return to.getvalue()


def _sheet(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


@pytest.fixture
def _streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table counts as a long one."""
    monkeypatch.setattr(xlsx, "ROWS_IN_MEMORY", 0)


def test_title_period_and_headings_stand_above_the_rows() -> None:
    sheet = _sheet(_written(FULL))
    assert [sheet["A1"].value, sheet["A2"].value] == ["计划表", "第 11 周"]
    assert tuple(cell.value for cell in sheet[3]) == HEADINGS_ZH
    assert [cell.value for cell in sheet[4]][:5] == [
        1,
        datetime(2026, 3, 10),  # noqa: DTZ001  a day in a sheet has no zone
        "滨海银行 / 数据中台",
        "商务谈判",
        "敲定付款节点",
    ]


def test_without_a_period_the_headings_move_up() -> None:
    sheet = _sheet(_written(FULL, period="", headings=HEADINGS_EN))
    assert tuple(cell.value for cell in sheet[2]) == HEADINGS_EN


def test_dates_are_real_dates_and_a_missing_one_an_empty_cell() -> None:
    sheet = _sheet(_written(FULL, PlanRow(seq=2)))
    assert sheet["B4"].number_format == "yyyy-mm-dd"
    assert sheet["B4"].is_date
    assert sheet["B5"].value is None


def test_a_date_before_excels_calendar_is_written_as_text() -> None:
    assert _sheet(_written(PlanRow(seq=1, date=date(1899, 12, 31))))["B4"].value == "1899-12-31"


def test_the_sheet_is_ready_to_use_and_to_print() -> None:
    sheet = _sheet(_written(FULL, PlanRow(seq=2)))
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:K5"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes; the width's default is one
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "&P / &N"


def test_texts_are_wrapped_string_cells() -> None:
    cell = _sheet(_written(FULL))["E4"]
    assert cell.data_type == "s"
    assert cell.alignment.wrap_text
    assert cell.alignment.vertical == "top"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "＝1"])
def test_a_text_like_a_formula_is_a_string_cell_with_quote_prefix(text: str) -> None:
    sheet = _sheet(_written(PlanRow(seq=1, customer=text, note=text)))
    for place in ("C4", "K4"):
        assert sheet[place].value == text
        assert sheet[place].data_type == "s"
        assert sheet[place].quotePrefix


def test_no_cell_holds_a_formula() -> None:
    rows = [PlanRow(seq=1, customer=text, stage=text, goal=text, note=text) for text in NASTY_TEXTS]
    with ZipFile(io.BytesIO(_written(*rows))) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml").replace(b"<filter", b"")


def test_rows_are_high_enough_for_their_text_and_grow_when_edited() -> None:
    data = _written(PlanRow(seq=1, goal="短"), PlanRow(seq=2, goal="很长的目标" * 20))
    sheet = _sheet(data)
    assert sheet.row_dimensions[4].height < 30
    assert sheet.row_dimensions[5].height > 150
    with ZipFile(io.BytesIO(data)) as package:
        assert b"customHeight" not in package.read("xl/worksheets/sheet1.xml")


def test_a_text_too_high_for_any_row_gets_a_wider_column() -> None:
    usual, wide = _sheet(_written(FULL)), _sheet(_written(PlanRow(seq=1, feedback="反馈" * 600)))
    assert wide.column_dimensions["G"].width > usual.column_dimensions["G"].width
    assert wide.column_dimensions["H"].width == usual.column_dimensions["H"].width


@pytest.mark.parametrize("title", ["[计划]:*?/\\'", "x" * 40, "=1+1", "计\x0b划", "👍" * 20, "History"])
def test_any_title_gives_a_sheet_that_opens(title: str) -> None:
    table = read_exported(_written(FULL, title=title))
    assert table is not None
    assert table.rows[0].plan == FULL


def test_a_title_longer_than_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="longer than a cell"):
        _written(FULL, title="长" * 32_768)


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    long = PlanRow(seq=12, goal="甲", feedback="客户说" * 25_000, note="尾")
    sheet = _sheet(_written(FULL, long, PlanRow(seq=13)))
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == [1, 12, "↳ 12", "↳ 12", 13]
    parts = [sheet.cell(row, 7).value for row in range(5, 8)]
    assert [len(part) for part in parts] == [32_767, 32_767, 9_466]
    assert "".join(parts) == long.feedback
    assert [sheet.cell(row, 11).value for row in range(5, 8)] == ["尾", None, None]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS_ON_A_SHEET", 5)
    _written(FULL, FULL)
    with pytest.raises(SheetFullError):
        _written(FULL, FULL, FULL)


def _read_back(*rows: PlanRow) -> list[PlanRow]:
    table = read_exported(_written(*rows))
    assert table is not None
    return [row.plan for row in table.rows]


def _without_noncharacters(rows: list[PlanRow]) -> bool:
    return not any(character in repr(row) for row in rows for character in (r"\ufffe", r"\uffff"))


@given(st.lists(plain_rows, max_size=3).filter(_without_noncharacters))
def test_every_text_comes_back_from_xlsx(rows: list[PlanRow]) -> None:
    assert _read_back(*rows) == rows


@pytest.mark.usefixtures("_streamed")
def test_every_nasty_text_comes_back_from_a_streamed_sheet() -> None:
    rows = [PlanRow(seq=at, customer=text, goal=text, note=text) for at, text in enumerate(NASTY_TEXTS)]
    rows = [row for row in rows if _without_noncharacters([row])]
    long = PlanRow(seq=99, feedback="=" + "客户说\n" * 25_000)
    assert _read_back(*rows, long) == [*rows, long]


def test_noncharacters_come_back_visibly() -> None:
    assert [row.note for row in _read_back(PlanRow(seq=1, note="a\ufffeb"))] == ["a_xFFFE_b"]


def test_a_file_saved_by_somebody_else_is_no_longer_ours() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_written(FULL)))
    book.properties.lastModifiedBy = "李娜"
    to = io.BytesIO()
    book.save(to)
    assert read_exported(to.getvalue()) is None
