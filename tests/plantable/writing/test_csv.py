import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from genjin.plantable.exported import read_exported
from genjin.plantable.row import PlanRow
from genjin.plantable.writing import HEADINGS_EN, HEADINGS_ZH, write_csv
from tests.plantable.writing.nasty import NASTY_TEXTS, plain_rows


def _written(*rows: PlanRow, headings: tuple[str, ...] = HEADINGS_ZH) -> bytes:
    to = io.BytesIO()
    write_csv(rows, to, headings=headings)
    return to.getvalue()


def _cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_write_csv_begins_with_a_byte_order_mark_and_the_headings() -> None:
    data = _written(headings=HEADINGS_EN)
    assert data.startswith(b"\xef\xbb\xbf")
    assert _cells(data) == [list(HEADINGS_EN)]


def test_write_csv_ends_lines_with_crlf_and_keeps_newlines_inside_cells() -> None:
    data = _written(PlanRow(seq=1, goal="一\n二"), PlanRow(seq=2))
    assert data.count(b"\r\n") == 3
    assert _cells(data)[1][4] == "一\n二"


def test_write_csv_writes_dates_as_iso_and_missing_values_as_nothing() -> None:
    first, second = _cells(_written(PlanRow(seq=1, date=date(2026, 3, 10)), PlanRow(seq=2)))[1:]
    assert first[:3] == ["1", "2026-03-10", ""]
    assert second == ["2", *[""] * 10]


def test_no_csv_cell_can_run_as_a_formula() -> None:
    rows = [PlanRow(seq=1, customer=text, stage=text, goal=text, feedback=text, note=text) for text in NASTY_TEXTS]
    for cells in _cells(_written(*rows))[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_write_csv_leaves_the_file_open() -> None:
    to = io.BytesIO()
    write_csv([PlanRow(seq=1)], to)
    assert not to.closed


@given(st.lists(plain_rows, max_size=3))
def test_every_text_comes_back_from_csv(rows: list[PlanRow]) -> None:
    table = read_exported(_written(*rows))
    assert table is not None
    assert [row.plan for row in table.rows] == rows


def test_a_csv_saved_by_a_spreadsheet_is_no_longer_ours() -> None:
    assert read_exported(_written(PlanRow(seq=1)).replace(b'"', b"")) is None
