import csv
import datetime as dt
import io
from contextlib import suppress
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.forecast.engine.events import AMOUNT, STAGE
from genjin.forecast.engine.features import facts_of
from genjin.forecast.engine.history import History
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.snapshots import open_now
from genjin.forecast.engine.wrong import WrongHistory
from tests.forecast.histories import HEADER

ROWS = HEADER + "D1,2026-01-01,stage,初步接洽,Ling\nD1,2026-01-02,amount,1200.5,Ling\nD1,2026-01-03,won,,Ling\n"


def refusal(data: bytes | str) -> WrongHistory:
    with pytest.raises(WrongHistory) as caught:
        read_history(data.encode() if isinstance(data, str) else data)
    return caught.value


def same(one: History, other: History) -> bool:
    arrays = all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("deal", "at", "kind", "value", "owner")
    )
    return arrays and (one.deals, one.stages, one.owners) == (other.deals, other.stages, other.owners)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_reads_the_encodings_that_programs_write(encoding: str) -> None:
    found = read_history(ROWS.encode(encoding))
    assert found.stages == ("初步接洽",)
    assert found.value[found.kind == AMOUNT].tolist() == [1200.5]


def test_reads_columns_in_any_order_and_ignores_others() -> None:
    text = "note, Event ,AT,deal,value\nx,Stage,2026-01-01,D1,A\n\n,,,,\n"
    found = read_history(text.encode())
    assert (found.deals, found.stages, found.owners) == (("D1",), ("A",), ())


def test_reads_what_excel_writes_elsewhere() -> None:
    found = read_history(b'deal;at;event;value\nD1;2026/1/5 9:30;amount;"1,234,567.5"\n')
    assert found.value.tolist() == [1234567.5]


def test_ignores_amounts_that_are_missing_and_rows_that_repeat() -> None:
    found = read_history(
        (HEADER + "D1,2026-01-01,amount,,\nD1,2026-01-01,activity,,\nD1,2026-01-01,activity,,\n").encode()
    )
    assert len(found.at) == 1


def test_times_with_an_offset_are_read_by_the_clock_that_most_show() -> None:
    rows = (
        "D1,2026-01-01T09:00:00+08:00,stage,A,\nD1,2026-01-02T02:00:00Z,stage,B,\nD2,2026-01-01T09:00+08:00,stage,A,\n"
    )
    found = read_history((HEADER + rows).encode())
    assert found.zone == 8 * 3600
    known = found.until(int(found.at.max()))
    assert (known.spells.end - known.spells.start)[0] == pytest.approx(25 / 24)


def test_reads_what_chinese_systems_write() -> None:
    header = "商机,时间,事件,值,负责人\n"
    spoken = header + "D1,2026年1月5日,阶段,需求调研,凌薇\nD1,20260106,金额,120 万,凌薇\nD1,2026-1-7,赢单,,凌薇\n"
    rows = "D1,2026-01-05,stage,需求调研,凌薇\nD1,2026-01-06,amount,1200000,凌薇\nD1,2026-01-07,won,,凌薇\n"
    assert same(read_history(spoken.encode()), read_history((HEADER + rows).encode()))


def test_facts_are_events_or_columns() -> None:
    as_events = HEADER + "D1,2026-01-01,stage,A,\nD1,2026-01-01,attitude,-1,\nD1,2026-01-03,attitude,2,\n"
    as_columns = "deal,at,event,value,Attitude\nD1,2026-01-01,stage,A,-1\nD1,2026-01-03,attitude,2,\n"
    assert same(read_history(as_events.encode()), read_history(as_columns.encode()))
    known = read_history(as_events.encode()).until(2_000_000_000)
    assert known.spells.start[0] == known.created[0]


def test_facts_are_no_touches() -> None:
    rows = HEADER + "D1,2026-01-01,stage,A,\nD1,2026-01-20,overdue,3,\nD1,2026-01-21,owner,,Bo\n"
    past = read_history(rows.encode()).until(1_769_904_000)  # 2026-02-01
    facts = facts_of(past, open_now(past))
    assert facts.idle.tolist() == [31]
    assert facts.told["overdue"].tolist() == [3]
    assert [past.owners[owner] for owner in facts.owner] == ["Bo"]


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("deal,at,event,health\nD1,2026-01-01,won,good\n", "bad_amount", 2, "health"),
        (HEADER + "D1,2026-01-01,attitude,,\n", "cell_empty", 2, "value"),
        (HEADER + "D1,01/02/2026,stage,A,\n", "bad_time", 2, "at"),
        (HEADER + "D1,20261301,stage,A,\n", "bad_time", 2, "at"),
        (HEADER + "D1,2026-01-01,amount,$3000,\n", "bad_amount", 2, "value"),
        (HEADER + "D1,2026-01-01,amount,USD 5000,\n", "bad_amount", 2, "value"),
        (HEADER + 'D1,2026-01-01,stage,"A,\nD2,2026-01-02,won,,\n', "not_csv", 3, ""),
        ("", "empty", 0, ""),
        ("\n\n", "empty", 0, ""),
        ("deal,at,value\n", "column_missing", 1, "event"),
        ("deal,at,event,at\n", "column_twice", 1, "at"),
        (HEADER + "D1,2026-01-01,stage,A,\n,2026-01-01,stage,A,\n", "cell_empty", 3, "deal"),
        (HEADER + "D1,2026-01-01,stage,,\n", "cell_empty", 2, "value"),
        (HEADER + "D1,2026-02-30,stage,A,\n", "bad_time", 2, "at"),
        (HEADER + "D1,0001-01-01,stage,A,\n", "bad_time", 2, "at"),
        (HEADER + "D1,yesterday,stage,A,\n", "bad_time", 2, "at"),
        (HEADER + "D1,2026-01-01,moved,A,\n", "unknown_event", 2, "event"),
        (HEADER + "D1,2026-01-01,amount,much,\n", "bad_amount", 2, "value"),
        (HEADER + "D1,2026-01-01,amount,nan,\n", "bad_amount", 2, "value"),
        (HEADER + "D1,2026-01-01,amount,1e999,\n", "bad_amount", 2, "value"),
        (HEADER + 'D1,2026-01-01,stage,"two\nlines",\nD1,?,stage,A,\n', "bad_time", 4, "at"),
    ],
)
def test_refuses_with_row_and_column(text: str, code: str, row: int, column: str) -> None:
    found = refusal(text)
    assert (found.code, found.row, found.column) == (code, row, column)


def test_refuses_bytes_that_are_no_text() -> None:
    assert refusal(b"\xff\xff\xff\xfe\x00").code == "unknown_encoding"


def test_refuses_a_cell_without_end() -> None:
    assert refusal(HEADER + 'D1,2026-01-01,stage,"' + "x" * 200_000).code == "not_csv"


LogRow = tuple[str, dt.date, tuple[str, str], str]
DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2026, 1, 1))
EVENT_ROWS = st.one_of(
    st.tuples(st.just("stage"), st.sampled_from(["A", "B", "初步接洽", "with, comma"])),
    st.tuples(st.just("amount"), st.floats(0, 1e9).map(repr)),
    st.tuples(st.sampled_from(["activity", "won", "lost"]), st.just("")),
)
LOGS = st.lists(
    st.tuples(st.sampled_from(["D1", "D2", "D,3", "四"]), DAYS, EVENT_ROWS, st.sampled_from(["", "Ling", "伟"])),
    min_size=1,
    max_size=30,
)


def written(rows: list[LogRow]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["deal", "at", "event", "value", "owner"])
    writer.writerows([deal, day, event, value, owner] for deal, day, (event, value), owner in rows)
    return file.getvalue().encode()


@given(LOGS, st.randoms(use_true_random=False))
def test_order_of_rows_and_repetition_do_not_matter(rows: list[LogRow], random: Random) -> None:
    mixed = [*rows, *rows[:3]]
    random.shuffle(mixed)
    assert same(read_history(written(rows)), read_history(written(mixed)))


@given(LOGS)
def test_spells_are_whole_whatever_was_logged(rows: list[LogRow]) -> None:
    known = read_history(written(rows)).until(2_000_000_000)
    spells = known.spells
    assert (spells.end >= spells.start).all()
    # each deal is open in exactly one spell, or closed by exactly one
    ends = (spells.is_open | ~np.isnan(spells.closed)).astype(int)
    assert np.bincount(spells.deal, weights=ends, minlength=len(known.names)).tolist() == [1.0] * len(known.names)
    assert (known.kind == STAGE).sum() == 0 or known.value[known.kind == STAGE].max() < len(known.stages)
    same_deal = spells.deal[1:] == spells.deal[:-1]
    assert (spells.start[1:] >= spells.end[:-1])[same_deal].all()


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(WrongHistory):
        read_history(data)
