"""Packed cells: read as people write them, written so that nothing changes, nothing lost on the way."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genjin.text.cells import (
    ActionItem,
    AnsweredItem,
    read_action_items,
    read_answered_items,
    split_items,
    write_action_items,
    write_answered_items,
)
from tests.text.tables import csv_rows, json_rows

WEDNESDAY = date(2026, 3, 11)
# What the rules are known to read otherwise than a person would.
MISREAD = {
    "联系货代(约3.16)",
    "海运订舱,小马,ETD 3.28",
    "踏勘（3.16）、出方案（3.18）、报价（3.20），均由贺涛负责",
    "争取进入短名单（贺涛_4.10）",
}


def read(cell: str) -> list[list[str | None]]:
    items = read_action_items(cell, reference=WEDNESDAY)
    return [[item.content, item.owner, item.due and item.due.isoformat()] for item in items]


@pytest.mark.parametrize("row", json_rows("action_cells.jsonl"), ids=lambda row: row["cell"])
def test_read_action_cell(row: dict[str, Any]) -> None:
    assert (read(row["cell"]) == row["items"]) is (row["cell"] not in MISREAD)


@pytest.mark.parametrize("row", json_rows("answered_cells.jsonl"), ids=lambda row: row["cell"])
def test_read_answered_cell(row: dict[str, Any]) -> None:
    assert [[item.content, item.response] for item in read_answered_items(row["cell"])] == row["items"]


@pytest.mark.parametrize("row", csv_rows("owner_time.csv"), ids=lambda row: row["id"])
def test_read_owner_and_time(row: dict[str, str]) -> None:
    assert ";".join(f"{owner or ''}|{due or ''}" for _, owner, due in read(row["cell"])) == row["expected"]


def test_known_people_help_where_the_shape_does_not_tell() -> None:
    cell = "买买提 拜访客户"
    assert read_action_items(cell, reference=WEDNESDAY)[0].owner is None
    assert read_action_items(cell, reference=WEDNESDAY, people=["买买提"]) == [ActionItem("拜访客户", "买买提")]


def test_a_name_plain_in_one_item_is_known_in_the_next() -> None:
    items = read_action_items("1. 报价（小马哥，3.12）\n2. 小马哥 寄样", reference=WEDNESDAY)
    assert [item.owner for item in items] == ["小马哥", "小马哥"]


def test_tense_decides_bare_weekdays() -> None:
    assert read_action_items("回访（周二）", reference=WEDNESDAY, tense="past")[0].due == date(2026, 3, 10)
    assert read_action_items("回访（周二）", reference=WEDNESDAY, tense="future")[0].due == date(2026, 3, 17)


def test_split_keeps_empty_numbered_items() -> None:
    assert [(piece.number, piece.text) for piece in split_items("1. 压测报告\n2. ")] == [(1, "压测报告"), (2, "")]


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([ActionItem("提交初步解决方案", "李娜", date(2026, 3, 27))], "1. 提交初步解决方案（李娜/2026-03-27）"),
        ([ActionItem("提交方案", None, date(2026, 3, 27))], "1. 提交方案（/2026-03-27）"),
        ([ActionItem("提交方案", "李娜")], "1. 提交方案（李娜）"),
        ([ActionItem("甲"), ActionItem("乙")], "1. 甲\n2. 乙"),
        ([ActionItem("两版方案：\nA版一次切\nB版分步切", "小严")], "1. 两版方案：\n   A版一次切\n   B版分步切（小严）"),
        ([ActionItem("收集流程（三家）")], "1. 收集流程（三家）"),
        ([ActionItem("与王总吃饭（李娜）")], "1. 与王总吃饭（李娜）（）"),
        ([ActionItem("荷载复核", "第三方")], "1. 荷载复核（第三方/）"),
        ([], ""),
    ],
)
def test_write_canonical_actions(items: list[ActionItem], text: str) -> None:
    assert write_action_items(items) == text
    assert read_action_items(text, reference=WEDNESDAY) == items


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([AnsweredItem("竞争对手低价", "突出三年总成本")], "1. 竞争对手低价 → 突出三年总成本"),
        ([AnsweredItem("预算归口变更")], "1. 预算归口变更"),
        ([AnsweredItem("从100万→80万", "守住90万")], "1. 从100万→80万 → 守住90万"),
        ([AnsweredItem("甲 → 乙")], "1. 甲 \\→ 乙\\"),
        ([], ""),
    ],
)
def test_write_canonical_answers(items: list[AnsweredItem], text: str) -> None:
    assert write_answered_items(items) == text
    assert read_answered_items(text) == items


TRICKY = (
    "1.2、)）（(①②-•·●→=>/—张伟李娜王总月底3日下周三2026 \n\t，；：:@\\应对风险无一待定Aab,.;【】[]的前后由负责"
    "\x00\u3000🚀"
)
WHOLE = [
    "1. 甲",
    "- x",
    "（李娜/2026-03-27）",
    "（李娜）",
    "提交方案",
    "无",
    "李娜",
    "下周三",
    "x\\",
    "① a ② b",
    "a；b",
    "张伟：拜访",
    "2月29日 拜访",
    "2. 乙",
]
TEXT = st.one_of(st.text(TRICKY, max_size=16), st.text(max_size=12), st.sampled_from(WHOLE))
SAID = TEXT.filter(bool)
ACTIONS = st.lists(
    st.builds(
        ActionItem,
        TEXT,
        st.one_of(st.none(), SAID, st.sampled_from(["李娜", "张伟、李娜", "法务部"])),
        st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    ),
    max_size=4,
)
ANSWERS = st.lists(st.builds(AnsweredItem, TEXT, st.one_of(st.none(), SAID)), max_size=4)


@settings(deadline=None)
@given(ACTIONS, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_reading_actions_undoes_writing(items: list[ActionItem], reference: date) -> None:
    assert read_action_items(write_action_items(items), reference=reference) == items


@settings(deadline=None)
@given(ANSWERS)
def test_reading_answers_undoes_writing(items: list[AnsweredItem]) -> None:
    assert read_answered_items(write_answered_items(items)) == items


# What is written without being read back first, of the words that most often mean something.
PLAIN = st.text("应对风险问题异议答客户担心我方一二第是无①预算张伟A1，。？！应对措施", min_size=1, max_size=10)
PLAIN_ANSWERS = st.lists(st.builds(AnsweredItem, PLAIN, st.one_of(st.none(), PLAIN)), max_size=12)


@settings(deadline=None)
@given(PLAIN_ANSWERS)
def test_reading_plain_answers_undoes_writing(items: list[AnsweredItem]) -> None:
    assert read_answered_items(write_answered_items(items)) == items


@pytest.mark.parametrize("count", [98, 99, 100, 120])
def test_long_lists_are_read_back(count: int) -> None:
    answers = [AnsweredItem(f"竞争对手低价{n}", "突出总成本") for n in range(count)]
    assert read_answered_items(write_answered_items(answers)) == answers
    actions = [ActionItem(f"第{n}次拜访") for n in range(count)]
    assert read_action_items(write_action_items(actions), reference=WEDNESDAY) == actions


NOTHING = {"无", "暂无", "没有"}
CELL = st.one_of(
    st.lists(st.text("张伟李娜拜访提交方案报价客户预算两三家￥%℃αβ①", max_size=8), max_size=6).map("；".join),
    st.text(TRICKY, max_size=40),
    st.text(max_size=40),
    st.lists(st.sampled_from([row["cell"] for row in json_rows("action_cells.jsonl")]), max_size=3).map("\n".join),
)


def meaning(text: str) -> set[str]:
    """Letters, ideographs and symbols: what may not vanish. Digits may go into a date or number a list."""
    return {c for c in text if unicodedata.category(c)[0] in {"L", "S"}}


# Words that a date, a number, an owner's label or a heading is made of; they are said in another way.
SPOKEN = set(
    "年月日号周星期礼拜一二三四五六七八九十廿两半天今明昨后大前当即次翌本这去下上个季度底末初中旬份内之以以止左右"
    "至到工作→"
)
SPOKEN |= set(
    "负责人任第主办执行经承跟进对接牵头担当部门我方计划预要求拟定最晚完成截交付时间日期限节点由均都全统一是步于在"
    "迟早提前交落实给出到位不上述共同并皆内容事项务主要动"
)
SPOKEN |= set("和与及•·●★☆■□▪▫◆◇○◎▶►➤➢➣※＊❖✦①②③")
SPOKEN |= set("abcdefghABCDEFGHQqJFMASONDTWEOwkpriluaygnstovcdmthfex=>+~|`^")


@settings(deadline=None)
@given(CELL)
def test_reading_actions_loses_no_word(cell: str) -> None:
    kept = "".join(item.content + (item.owner or "") for item in read_action_items(cell, reference=WEDNESDAY))
    assert cell.strip() in NOTHING or meaning(cell) - SPOKEN <= meaning(kept)


@settings(deadline=None)
@given(CELL)
def test_reading_answers_loses_no_word(cell: str) -> None:
    kept = "".join(item.content + (item.response or "") for item in read_answered_items(cell))
    labels = set(
        "应对策措施回答复解决化处理略规避预案缓反馈释说明做法方行动客户异议疑虑问题顾担心质我们司销售己的建思路口径话术"
    )
    assert cell.strip() in NOTHING or meaning(cell) - SPOKEN - labels - set("风险点Q") <= meaning(kept)


@pytest.mark.parametrize(
    "unit",
    ["1.", "（", "）", "- ", "@", "——", "；", "张伟 ", "3-", "/", " ", "应对：", "（张伟/3.5）", "→", "①", "\\", "下"],
)
def test_a_long_cell_is_read(unit: str) -> None:
    cell = unit * (50_000 // len(unit))
    read_action_items(cell, reference=WEDNESDAY)
    read_answered_items(cell)
