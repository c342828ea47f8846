"""Whatever text stands in a row of a plan stands somewhere in what was read from it."""

import contextlib
import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from genjin.plantable.reading import ReadRow, UnreadableFile, read_plan_table
from genjin.plantable.reading.blanks import is_blank, is_ditto
from tests.plantable.reading.odd_files import HEADERS

WORDS = st.text(
    st.sampled_from("滨海银行数据中台拜访王总预算一二三（）【】①②1234567890./-—→：:；;，,、@\n =+%AbMES😀䶮"),
    max_size=24,
)
EXTRA = ("赢率", "联系人", "", "其他说明")
ROWS = st.lists(
    st.lists(WORDS, min_size=len(HEADERS) + len(EXTRA), max_size=len(HEADERS) + len(EXTRA)), min_size=1, max_size=4
)


def meaning(text: str) -> set[str]:
    return {each for each in text if each.isalnum() or each in "😀%@"}


def everything(row: ReadRow) -> str:
    items = [f"{item.content}{item.owner}{item.due}" for item in (*row.actions, *row.next_steps)]
    answers = [f"{item.content}{item.response}" for item in (*row.objections, *row.risks)]
    scalars = (row.customer, row.project, row.stage, row.goal, row.feedback, row.note)
    return "".join([*filter(None, scalars), *items, *answers])


@given(ROWS)
def test_keeps_every_character_of_free_text(rows: list[list[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        row[0], row[1] = str(number), "2026-03-10"
        row[2] = row[2] if row[2].strip() and not is_blank(row[2]) and not is_ditto(row[2]) else "甲公司"
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[*HEADERS, *EXTRA], *rows])
    table = read_plan_table(buffer.getvalue().encode(), "x.csv", reference=date(2026, 3, 16))
    assert len(table.rows) == len(rows)
    for row, read in zip(rows, table.rows, strict=True):
        kept = everything(read)
        numbers = set("0123456789一二三")  # list markers and dates take their own
        for at in (2, 3, 5, 7, 11, *range(len(HEADERS), len(HEADERS) + len(EXTRA))):
            if not is_blank(row[at]) and not is_ditto(row[at]):
                assert meaning(row[at]) <= set(kept), (HEADERS + EXTRA)[at]
        for at in (6, 8, 9, 10):
            if not is_blank(row[at]):
                assert meaning(row[at]) - numbers - set("①②@") <= set(kept), HEADERS[at]


@given(st.binary(max_size=400))
def test_never_fails_otherwise_than_by_refusing(data: bytes) -> None:
    read_or_refused(data)


@given(
    st.sampled_from(
        [
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"<html><table>",
            b"<?xml version='1.0'?><Workbook>",
            b"{",
            b"\xff\xfe",
        ]
    ),
    st.binary(max_size=2000),
)
def test_never_fails_behind_a_known_beginning(head: bytes, data: bytes) -> None:
    read_or_refused(head + data)


def read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        read_plan_table(data, "x", reference=date(2026, 3, 16))
