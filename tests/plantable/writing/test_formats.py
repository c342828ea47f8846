import io
from datetime import date

import pytest

from genjin.plantable.exported import read_exported
from genjin.plantable.row import PlanRow
from genjin.plantable.writing import HEADINGS_EN, HEADINGS_ZH, MEDIA_TYPES, Format, write_plan_table
from genjin.plantable.writing.cells import cell_texts
from genjin.text.cells import ActionItem, AnsweredItem

ROW = PlanRow(
    seq=3,
    date=date(2026, 3, 10),
    customer="华东精密制造集团",
    project="MES 二期",
    stage="需求调研",
    goal="完成需求深度访谈",
    actions=(ActionItem("需求访谈", "张伟", date(2026, 3, 12)), ActionItem("发纪要", None, date(2026, 3, 13))),
    feedback="预算从200万压到150万",
    objections=(AnsweredItem("担心周期太长", "提供分期上线计划"),),
    next_steps=(ActionItem("提交初步解决方案", "李娜"),),
    risks=(AnsweredItem("竞争对手低价"),),
    note="刘总下月调岗",
)


def test_cell_texts_gives_the_eleven_texts_in_canonical_form() -> None:
    assert cell_texts(ROW) == (
        "3",
        "2026-03-10",
        "华东精密制造集团 / MES 二期",
        "需求调研",
        "完成需求深度访谈",
        "1. 需求访谈（张伟/2026-03-12）\n2. 发纪要（/2026-03-13）",
        "预算从200万压到150万",
        "1. 担心周期太长 → 提供分期上线计划",
        "1. 提交初步解决方案（李娜）",
        "1. 竞争对手低价",
        "刘总下月调岗",
    )


def test_cell_texts_of_an_empty_row() -> None:
    assert cell_texts(PlanRow(seq=1)) == ("1", *[""] * 10)


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv"])
@pytest.mark.parametrize("headings", [HEADINGS_ZH, HEADINGS_EN])
def test_write_plan_table_writes_what_is_read_back(form: Format, headings: tuple[str, ...]) -> None:
    to = io.BytesIO()
    write_plan_table(form, [ROW], to, period="3 月", headings=headings)
    table = read_exported(to.getvalue())
    assert table is not None
    assert (table.headings, [row.plan for row in table.rows]) == (headings, [ROW])


def test_write_plan_table_writes_json() -> None:
    to = io.BytesIO()
    write_plan_table("json", [ROW], to)
    assert '"customer": "华东精密制造集团"' in to.getvalue().decode()


def test_every_format_has_its_media_type() -> None:
    assert set(MEDIA_TYPES) == {"json", "xlsx", "docx", "csv"}
