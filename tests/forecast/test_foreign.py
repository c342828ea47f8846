"""Tables of other systems as histories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.wrong import WrongHistory
from genjin.forecast.foreign import FIELDS, as_csv, guessed_columns, history_rows, read_table

HEADER = ("商机名称", "当前阶段", "创建日期", "阶段更新时间", "成交日期", "预计金额", "负责人", "结果")


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_table(data)
        columns = guessed_columns(table.header)
        assert sorted(columns) == sorted(FIELDS)
        read_history(as_csv(history_rows(table, columns)).encode())
    except WrongHistory:
        pass


@given(
    names=st.lists(st.text("ABC项目,\"' ", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=8),
    outcome=st.sampled_from(["赢单", "输单", "", "跟进中"]),
)
def test_each_deal_comes_through(names: list[str], outcome: str) -> None:
    rows = [(name, "初步接洽", "2025-01-01", "", "2025-02-01", "12万", "王", outcome) for name in names]
    table = read_table(as_csv(iter([HEADER, *rows])).split("\r\n", 1)[1].encode())
    history = read_history(as_csv(history_rows(table, guessed_columns(table.header))).encode())
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


@pytest.mark.parametrize(
    ("cell", "place", "code"),
    [("", 0, "cell_empty"), ("soon", 2, "bad_time"), ("much", 5, "bad_amount"), ("2025-02-30", 4, "bad_time")],
)
def test_wrong_cell_is_named(cell: str, place: int, code: str) -> None:
    row = ["A", "初步接洽", "2025-01-01", "", "2025-02-01", "12万", "王", "赢单"]
    row[place] = cell
    table = read_table("\n".join([",".join(HEADER), ",".join(row)]).encode())
    with pytest.raises(WrongHistory) as refusal:
        list(history_rows(table, guessed_columns(HEADER)))
    assert (refusal.value.code, refusal.value.row, refusal.value.column) == (code, 2, HEADER[place])


def test_without_a_column_for_the_deal_nothing_is_read() -> None:
    with pytest.raises(WrongHistory):
        list(history_rows(read_table(b"a,b\n1,2\n"), {}))
