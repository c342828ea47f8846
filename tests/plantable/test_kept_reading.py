"""A kept reading gives back what was read, whole and by rows."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from genjin.plantable.kept_reading import overview_of, read_kept_rows, read_overview, read_whole, write_reading
from genjin.plantable.reading import Place, PlanTable, Problem, ReadColumn, ReadRow, ReadTable, read_plan_table
from genjin.text.cells import ActionItem, AnsweredItem

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.[xcd]*"))


def table_of(*rows: ReadRow, problems: tuple[Problem, ...] = ()) -> PlanTable:
    return PlanTable([ReadTable("表", "f", [ReadColumn("日期", "date", "A")], list(rows))], list(problems))


def kept(table: PlanTable) -> BytesIO:
    file = BytesIO()
    write_reading(table, file)
    file.seek(0)
    return file


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_comes_back_as_it_was(path: Path) -> None:
    table = read_plan_table(path.read_bytes(), path.name, reference=date(2026, 3, 16))
    assert read_whole(kept(table)) == table


def test_odd_characters_come_back() -> None:
    row = ReadRow(Place("表", 2), goal="a\nb\r\x0b\u2028\ud800 \x00", cells={"目标": "=1+1\n"})
    assert read_whole(kept(table_of(row))).rows == [row]


def test_rows_come_by_number() -> None:
    rows = [ReadRow(Place("表", number), goal=str(number)) for number in range(10)]
    file = kept(table_of(*rows))
    read_overview(file)
    assert [row.goal for row in read_kept_rows(file, [2, 3, 9])] == ["2", "3", "9"]


def test_overview_counts_names_doers_and_items() -> None:
    row = ReadRow(
        Place("表", 2),
        customer="甲",
        actions=[ActionItem("a", "张伟"), ActionItem("b", "张伟")],
        next_steps=[ActionItem("c", "李娜")],
        risks=[AnsweredItem("r")],
    )
    overview = overview_of(table_of(row, row))
    assert overview.names == {("甲", ""): 2}
    assert overview.doers == {"张伟": 2, "李娜": 2}
    assert overview.items == {"actions": 4, "objections": 0, "next_steps": 2, "risks": 2}
    assert overview.row_count == 2


def test_remarks_stand_at_the_row_they_are_about() -> None:
    rows = [ReadRow(Place("表", number)) for number in (3, 5)]
    places = [Place("表", number) for number in (2, 3, 4, 5, 9, None)]
    problems = tuple(Problem("row_left_out", place, "") for place in places)
    assert overview_of(table_of(*rows, problems=problems)).remarks == {0: [0, 1, 2], 1: [3, 4]}
