"""A decision as it is typed, read as an action."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.meetings.reading import ReadDecision, read_decision, read_decisions

MONDAY = date(2026, 11, 23)
PEOPLE = ("李娜", "张伟", "王磊")


def read(text: str) -> ReadDecision:
    return read_decision(text, reference=MONDAY, people=PEOPLE)


@pytest.mark.parametrize(
    ("text", "content", "owner", "due"),
    [
        ("让李娜周五前给报价", "给报价", "李娜", date(2026, 11, 27)),
        ("李娜周五前给报价", "给报价", "李娜", date(2026, 11, 27)),
        ("分期报价周三发出（李娜/11-25）", "分期报价周三发出", "李娜", date(2026, 11, 25)),
        ("陈总陪同拜访赵总（张伟/2026-11-27）", "陈总陪同拜访赵总", "张伟", date(2026, 11, 27)),
        ("请王磊在月底前完成排产演示", "完成排产演示", "王磊", date(2026, 11, 30)),
        ("周三前发报价", "发报价", "", date(2026, 11, 25)),
        ("李娜、张伟下周三一起去现场", "一起去现场", "李娜、张伟", date(2026, 12, 2)),
        ("催采购出准入名单（采购部刘工/）", "催采购出准入名单", "采购部刘工", None),
    ],
)
def test_doer_and_day_are_found(text: str, content: str, owner: str, due: date | None) -> None:
    assert read(text) == ReadDecision(content, owner, due)
    assert read(text).is_action


@pytest.mark.parametrize(
    "text", ["不降价", "先不报价，等预算批复", "报价不能低于 280 万", "王总去谈", "1. 发合同 2. 约赵总"]
)
def test_what_names_neither_stays_a_decision(text: str) -> None:
    assert read(f"  {text} ") == ReadDecision(text)
    assert not read(text).is_action


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1. 报价（张伟/12-04） 2. 方案（李娜/12-05）", ["报价（张伟/2026-12-04）", "方案（李娜/2026-12-05）"]),
        ("张伟周五前报价；李娜出方案", ["报价（张伟/2026-11-27）", "出方案（李娜）"]),
        ("1. 不降价 2. 李娜出方案", ["不降价", "出方案（李娜）"]),
        ("让张伟周五前给报价，让李娜出方案", ["让张伟周五前给报价，让李娜出方案", "出方案（李娜）"]),
        ("1. 发合同 2. 约赵总", ["1. 发合同 2. 约赵总"]),
        ("让李娜周五前给报价", ["让李娜周五前给报价"]),
    ],
)
def test_several_things_to_do_are_several_decisions(text: str, kept: list[str]) -> None:
    found = read_decisions(text, reference=MONDAY, people=PEOPLE)
    assert [words for words, _read in found] == kept


@pytest.mark.parametrize(
    "text", ["1. 报价（张伟/12-04） 2. 方案（李娜/12-05）", "让张伟12-04前报价，让李娜12-05前出方案"]
)
def test_each_of_several_has_its_doer_and_day(text: str) -> None:
    found = [(one.owner_words, one.due_on) for _words, one in read_decisions(text, reference=MONDAY, people=PEOPLE)]
    assert found == [("张伟", date(2026, 12, 4)), ("李娜", date(2026, 12, 5))]


def test_english_words_are_not_taken_for_a_doer() -> None:
    assert read("Let us send the quote by 2026-12-04").owner_words == ""
    assert read("Let us send the quote by 2026-12-04").due_on == date(2026, 12, 4)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("让李娜周五前给报价（）/12-3、，。 由张伟"), max_size=40).map("".join)
)
def test_anything_can_be_read_and_something_stays(text: str) -> None:
    found = read(text)
    assert bool(found.content) == bool(text.strip())
    assert found.content == found.content.strip()
