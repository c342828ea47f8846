"""What is exported imports again as the same rows, from every format and in both languages."""

import csv
import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genjin.plantable.exported import read_exported
from genjin.plantable.reading import ReadRow, read_plan_table
from genjin.plantable.row import PlanRow
from genjin.plantable.writing import HEADINGS_EN, HEADINGS_ZH, Format, write_plan_table
from genjin.text.cells import ActionItem, AnsweredItem
from tests.plantable.writing.nasty import NASTY_TEXTS, dates, optional_texts, texts

FORMATS: list[Format] = ["json", "xlsx", "docx", "csv"]

BY_HAND = [
    PlanRow(
        seq=1,
        date=date(2026, 3, 10),
        customer="华东精密制造集团",
        project="MES 二期",
        stage="需求调研",
        goal="完成与技术部负责人的需求深度访谈",
        actions=(ActionItem("与技术部王总做需求访谈", "张伟", date(2026, 3, 12)), ActionItem("发纪要")),
        feedback="王总认可方案方向，\n预算从200万压到150万",
        objections=(AnsweredItem("担心实施周期太长", "提供分期上线计划"), AnsweredItem("接口不清")),
        next_steps=(ActionItem("提交初步解决方案", "李娜", date(2026, 3, 27)), ActionItem("约高层", "张伟、李娜")),
        risks=(AnsweredItem("竞争对手低价", "突出三年总成本"),),
        note="刘总下月调岗",
    ),
    PlanRow(
        seq=2,
        customer="甲 / 乙联合体",
        stage="方案设计",
        goal="=1+1",
        next_steps=(ActionItem("报价", due=date(2026, 4, 1)),),
    ),
    PlanRow(seq=3, project="数据中台（一期）", feedback="无", note="/"),
    PlanRow(seq=4, date=date(2026, 12, 31), note="没有客户的一行"),
    PlanRow(seq=5, customer="滨海银行", feedback="长" * 40_000, note="+86 138 0000 0000"),
    PlanRow(seq=6, customer="省人民医院", stage="签约", goal="合计", note="小计"),
]


def _read_back(form: Format, rows: list[PlanRow], headings: tuple[str, ...] = HEADINGS_ZH) -> list[PlanRow]:
    return _rows_of(_written(form, rows, headings), form)


def _written(form: Format, rows: list[PlanRow], headings: tuple[str, ...]) -> bytes:
    to = io.BytesIO()
    write_plan_table(form, rows, to, title="大客户销售跟进计划表", period="2026 年第 11 周", headings=headings)
    return to.getvalue()


def _rows_of(data: bytes, form: Format) -> list[PlanRow]:
    read = read_plan_table(data, f"计划表.{form}", reference=date(2026, 3, 16)).rows
    return [_plan_row(seq, row) for seq, row in enumerate(read, start=1)]


def _plan_row(seq: int, row: ReadRow) -> PlanRow:
    return PlanRow(
        seq=seq,
        date=row.date,
        customer=row.customer,
        project=row.project,
        stage=row.stage,
        goal=row.goal,
        actions=tuple(row.actions),
        feedback=row.feedback,
        objections=tuple(row.objections),
        next_steps=tuple(row.next_steps),
        risks=tuple(row.risks),
        note=row.note,
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("headings", [HEADINGS_ZH, HEADINGS_EN], ids=["zh", "en"])
def test_rows_come_back(form: Format, headings: tuple[str, ...]) -> None:
    assert _read_back(form, BY_HAND, headings) == BY_HAND


@pytest.mark.parametrize("form", FORMATS)
def test_nasty_texts_come_back(form: Format) -> None:
    nasty = [text for text in NASTY_TEXTS if "\ufffe" not in text]  # .xlsx shows this one as _xFFFE_
    rows = [
        PlanRow(seq=seq, customer=text, project=text, stage=text, goal=text, feedback=text, note=text)
        for seq, text in enumerate(nasty, start=1)
    ]
    assert _read_back(form, rows) == rows


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_come_back_as_none(form: Format) -> None:
    assert _read_back(form, []) == []


# What a packed cell can hold: content that is neither empty nor framed by blanks.
_contents = texts.map(str.strip).filter(bool)
_actions = st.builds(ActionItem, _contents, st.none() | st.sampled_from(["张伟", "李娜、王磊"]), dates)
_answers = st.builds(AnsweredItem, _contents, st.none() | _contents)
_rows = st.builds(
    PlanRow,
    seq=st.just(0),
    date=dates,
    customer=_contents,
    project=optional_texts,
    stage=optional_texts,
    goal=optional_texts,
    actions=st.lists(_actions, max_size=2).map(tuple),
    feedback=optional_texts,
    objections=st.lists(_answers, max_size=2).map(tuple),
    next_steps=st.lists(_actions, max_size=2).map(tuple),
    risks=st.lists(_answers, max_size=2).map(tuple),
    note=optional_texts,
)


def _numbered(rows: list[PlanRow]) -> list[PlanRow]:
    values = ({name: getattr(row, name) for name in PlanRow.__slots__} for row in rows)
    return [PlanRow(**(value | {"seq": seq})) for seq, value in enumerate(values, start=1)]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(_rows, min_size=1, max_size=4).map(_numbered))
def test_any_rows_come_back(form: Format, rows: list[PlanRow]) -> None:
    if form == "xlsx":
        rows = [row for row in rows if not any(c in repr(row) for c in (r"\ufffe", r"\uffff"))]
    assert _read_back(form, _numbered(rows)) == _numbered(rows)


# Saved by somebody since: no mark any more, so the file is read as generously as a foreign one.


def _saved_in_excel(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.properties.lastModifiedBy = "李娜"
    book.save(to := io.BytesIO())
    return to.getvalue()


def _saved_in_word(data: bytes) -> bytes:
    document = Document(io.BytesIO(data))
    document.core_properties.last_modified_by = "李娜"
    document.save(to := io.BytesIO())
    return to.getvalue()


def _saved_as_csv(data: bytes) -> bytes:
    to = io.StringIO(newline="")
    csv.writer(to).writerows(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return to.getvalue().encode("utf-8-sig")


ORDINARY = [
    BY_HAND[0],
    PlanRow(
        seq=2,
        date=date(2026, 3, 12),
        customer="GE/通用电气",
        project="A/B 线改造",
        stage="商务谈判",
        goal="-5% 让利的底线",
        actions=(ActionItem("报价", "王磊", date(2026, 3, 20)),),
        note="+86 138 0000 0000",
    ),
    PlanRow(
        seq=3, date=date(2026, 3, 13), customer="滨海银行", stage="初步接洽", feedback="客户说\n" + "很长" * 20_000
    ),
]


@pytest.mark.parametrize("headings", [HEADINGS_ZH, HEADINGS_EN], ids=["zh", "en"])
@pytest.mark.parametrize(
    ("form", "save"),
    [
        ("xlsx", _saved_in_excel),
        ("docx", _saved_in_word),
        ("csv", _saved_as_csv),
    ],
)
def test_ordinary_rows_come_back_from_an_export_saved_by_somebody(
    form: Format, save: Callable[[bytes], bytes], headings: tuple[str, ...]
) -> None:
    data = save(_written(form, ORDINARY, headings))
    assert read_exported(data) is None
    assert _rows_of(data, form) == ORDINARY
