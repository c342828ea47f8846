"""Tables of other systems as histories."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.times import Moment
from genjin.forecast.engine.wrong import WrongHistory
from genjin.forecast.foreign import (
    FIELDS,
    Deals,
    Meanings,
    as_csv,
    guessed_columns,
    guessed_meanings,
    read_deals,
    read_table,
    stage_words,
    words_in,
)

HEADER = ("商机名称", "当前阶段", "创建日期", "阶段更新时间", "成交日期", "预计金额", "负责人", "结果")


OURS = {"初步接洽": "初步接洽", "First contact": "初步接洽", "商务谈判": "商务谈判"}
NOW = Moment(int(datetime(2026, 3, 20, tzinfo=UTC).timestamp()), None)


def deals_in(data: bytes) -> Deals:
    table = read_table(data)
    columns = guessed_columns(table.header)
    stages = [word for word, _count in stage_words(table, columns)]
    outcomes = [word for word, _count in words_in(table, columns["outcome"])]
    return read_deals(table, columns, guessed_meanings(stages, outcomes, OURS), NOW)


def one(**cells: str) -> Deals:
    """Read a table of one deal that began on 2025-01-01, with some cells other than usual."""
    row = {"商机名称": "A", "创建日期": "2025-01-01"} | cells
    return deals_in(as_table(list(row), list(row.values())))


def as_table(*rows: list[str]) -> bytes:
    return as_csv(iter([tuple(row) for row in rows])).split("\r\n", 1)[1].encode()


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        columns = guessed_columns(read_table(data).header)
        assert sorted(columns) == sorted(FIELDS)
        read_history(as_csv(iter(deals_in(data).rows)).encode())
    except WrongHistory:
        pass


@given(
    names=st.lists(st.text("ABC项目,\"' ", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=8),
    outcome=st.sampled_from(["赢单", "输单", "", "跟进中"]),
)
def test_each_deal_comes_through(names: list[str], outcome: str) -> None:
    rows = [[name, "初步接洽", "2025-01-01", "", "2025-02-01", "12万", "王", outcome] for name in names]
    history = read_history(as_csv(iter(deals_in(as_table(list(HEADER), *rows)).rows)).encode())
    assert set(history.deals) == {name.strip() for name in names}
    past = history.until(int(history.at.max()))
    assert past.is_closed.all() == (outcome in {"赢单", "输单"})


def test_columns_are_guessed_by_their_names() -> None:
    assert guessed_columns(HEADER) == dict(zip(FIELDS, range(8), strict=True))
    english = ("Opportunity", "Stage", "Created", "Close Date", "Amount", "Owner", "Status")
    found = guessed_columns(english)
    assert [found[field] for field in ("deal", "stage", "created", "closed", "amount", "owner", "outcome")] == [
        *range(7)
    ]
    assert found["changed"] == -1
    odd = (
        "客户全称",
        "商机ID",
        "Sales Stage",
        "预计合同额(元)",
        "建档日",
        "Stage changed on",
        "结案日",
        "跟进人",
        "赢/丢",
    )
    found = guessed_columns(odd)
    assert [found[field] for field in FIELDS] == [1, 2, 4, 5, 6, 3, 7, 8]


@pytest.mark.parametrize(
    ("cell", "place", "code"),
    [
        ("", 0, "cell_empty"),
        ("soon", 2, "bad_time"),
        ("much", 5, "bad_amount"),
        ("$1.2M", 5, "other_money"),
        ("USD 300", 5, "other_money"),
        ("2025-02-30", 4, "bad_time"),
        ("03/04/2025", 4, "bad_time"),
        ("2026-03-21", 4, "not_yet"),
        ("2024-12-30", 4, "too_early"),
    ],
)
def test_wrong_cell_is_named_and_its_row_left_out(cell: str, place: int, code: str) -> None:
    good = ["A", "初步接洽", "2025-01-01", "", "2025-02-01", "12万", "王", "赢单"]
    wrong = [cell if number == place else text for number, text in enumerate(good)]
    found = deals_in(as_table(list(HEADER), good, wrong, good))
    assert [(one.code, one.row, one.column) for one in found.wrong] == [(code, 3, HEADER[place])]
    assert len(found.rows) == 8


@pytest.mark.parametrize(
    "day",
    [
        *("2025-02-01", "2025/2/1", "2025年2月1日", "20250201", "1.2.2025", "01.02.2025 09:30", "1-Feb-2025", "45689"),
        *("Feb 1, 2025", "February 1, 2025", "2025/2/1 上午9:30", "2025-02-01 9:30:00 AM", "2025-02-01T09:30:00"),
    ],
)
def test_days_are_read_as_other_systems_write_them(day: str) -> None:
    found = one(成交日期=day, 结果="Closed Won")
    assert found.wrong == []
    assert found.rows[-1][1:3] == (found.rows[-1][1], "won")
    assert found.rows[-1][1].startswith("2025-02-01")


@pytest.mark.parametrize(
    ("other", "day"), [("2025-02-13", "2/3/2025"), ("13/02/2025", "03/02/2025"), ("2/13/2025", "2/3/2025")]
)
def test_day_and_month_are_told_apart_by_the_rest_of_the_column(other: str, day: str) -> None:
    rows = [["A", other, "won"], ["B", day, "won"]]
    found = deals_in(as_table(["deal", "closed", "outcome"], *rows))
    ends = {row[0]: row[1] for row in found.rows if row[2] == "won"}
    assert ends == ({"A": "2025-02-13"} if "-" in other else {"A": "2025-02-13", "B": "2025-02-03"})


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        *(("1,350万", "13500000"), ("¥1.2M", "1200000.0"), ("1.350,50", "1350.50"), ("12,5", "12.5")),
        *(("1.350.000", "1350000"), ("1 200 000", "1200000"), ("RMB 3,200,000.00", "3200000.00"), ("１２万", "120000")),
    ],
)
def test_amounts_are_read_as_other_systems_write_them(said: str, amount: str) -> None:
    assert [row[3] for row in one(金额=said).rows if row[2] == "amount"] == [amount]


def test_what_stands_for_nothing_is_nothing() -> None:
    found = one(成交日期="-", 金额="N/A", 负责人="无", 结果="—")
    assert (found.wrong, found.rows) == ([], [("A", "2025-01-01", "activity", "", "")])


@pytest.mark.parametrize(
    ("word", "end"),
    [
        *(("赢单", "won"), ("已成交", "won"), ("Closed Won", "won"), ("won-signed", "won"), ("丢单（价格）", "lost")),
        *(
            ("Closed Lost", "lost"),
            ("closed_lost", "lost"),
            ("跟进中", ""),
            ("未成交", ""),
            ("Open", ""),
            ("Not won", ""),
        ),
    ],
)
def test_outcomes_are_guessed(word: str, end: str) -> None:
    found = one(成交日期="2025-02-01", 结果=word)
    assert [row[2] for row in found.rows] == ["activity", *([end] if end else [])]


def test_a_stage_may_be_an_end() -> None:
    found = deals_in(
        b"Opportunity Name,Stage,Created Date,Close Date\nA,Closed Won,1/2/2025,1/31/2025\n"
        b"B,Closed Lost,1/30/2025,2/28/2025\n"
    )
    assert [(row[0], row[1], row[2]) for row in found.rows if row[2] != "activity"] == [
        ("A", "2025-01-31", "won"),
        ("B", "2025-02-28", "lost"),
    ]


def test_stages_get_our_names_and_others_only_say_that_the_deal_went_on() -> None:
    rows = deals_in(
        as_table(["deal", "stage", "created"], ["A", "First Contact", "2025-01-01"], ["B", "评审", "2025-01-01"])
    ).rows
    assert [row[:4] for row in rows] == [
        ("A", "2025-01-01", "activity", ""),
        ("A", "2025-01-01", "stage", "初步接洽"),
        ("B", "2025-01-01", "activity", ""),
    ]


def test_log_of_the_contract_gets_our_names_of_stages() -> None:
    rows = [
        "deal,at,event,value",
        "A,2025-01-01,stage,Demo",
        "A,2025-01-05,stage,Closed Won",
        "B,2025-01-01,stage,评审",
    ]
    table = read_table("\n".join(rows).encode())
    assert table.is_contract
    assert [word for word, _count in stage_words(table, {})] == ["Closed Won", "Demo", "评审"]
    found = read_deals(table, {}, Meanings({"Demo": "商务谈判"}, {"Closed Won": "won"}), NOW)
    assert [row[:4] for row in found.rows] == [
        ("A", "2025-01-01", "stage", "商务谈判"),
        ("A", "2025-01-05", "won", ""),
        ("B", "2025-01-01", "activity", ""),
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    data = 'deal,created,note\nA,2025-01-01,"two\nlines"\n\nB,then,\n'
    assert [(one.row, one.column) for one in deals_in(data.encode()).wrong] == [(4, "created")]


def test_without_a_column_for_the_deal_nothing_is_read() -> None:
    with pytest.raises(WrongHistory):
        deals_in(b"a,b\n1,2\n")
