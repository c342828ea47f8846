"""A note read: the guide's example, and what holds for every text."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from genjin.text.notes import Proposal, read_note

TODAY = date(2026, 3, 10)
CUSTOMERS = ("华东精密制造集团", "滨海银行")
PEOPLE = ("张伟", "李娜", "王磊")
NOTE = (
    "今天上午和张伟一起拜访华东精密，见了采购部刘总。刘总说预算从200万压到150万，另外担心实施周期太长。"
    "下周三前由李娜提交调整后的方案，希望能拿到二次汇报的机会。"
)
WORDS = st.sampled_from(
    [
        *(
            "今天",
            "下周三前",
            "3月15日",
            "刘总",
            "张伟",
            "由李娜",
            "提交方案",
            "华东精密",
            "滨海行",
            "电话",
            "：",
            "“",
            "”",
            "（",
            "）",
        ),
        *(
            "\n",
            "。",
            "，",
            "1. ",
            "①",
            "【下一步】",
            "我：",
            "王磊 14:03：",
            "太贵",
            "风险：",
            "希望",
            "说",
            "  ",
            "\u202e",
            "\x00",
            "a",
        ),
    ]
)


def read(text: str) -> Proposal:
    return read_note(text, today=TODAY, customers=CUSTOMERS, people=PEOPLE)


def test_reads_the_note_of_the_guide() -> None:
    found = read(NOTE)
    assert found.date is not None
    assert found.date.value == TODAY
    assert found.customer is not None
    assert found.customer.value == "华东精密制造集团"
    assert found.channel is not None
    assert found.channel.value == "visit"
    assert [contact.value for contact in found.contacts] == ["刘总"]
    (step,) = found.next_steps
    assert step.content == "提交调整后的方案"
    assert step.owner is not None
    assert step.owner.value == "李娜"
    assert step.due is not None
    assert step.due.value == date(2026, 3, 18)
    assert step.expected is not None
    assert step.expected.value == "拿到二次汇报的机会"
    assert [objection.value for objection in found.objections] == ["担心实施周期太长"]
    assert next(passage.value for passage in found.feedback).startswith("今天上午")


def spans_of(found: Proposal) -> list[tuple[int, int]]:
    parts = [found.date, found.customer, found.channel, *found.contacts, *found.objections, *found.risks]
    parts += [*found.feedback, *found.next_steps]
    return [(part.start, part.end) for part in parts if part] + list(found.rest)


@given(st.lists(WORDS).map("".join) | st.text())
@example(NOTE)
def test_every_character_has_its_place(text: str) -> None:
    found = read(text)
    covered = [False] * len(text)
    for start, end in spans_of(found):
        assert 0 <= start <= end <= len(text)
        covered[start:end] = [True] * (end - start)
    assert all(covered)


@given(st.lists(WORDS).map("".join) | st.text())
@example(NOTE)
def test_says_nothing_that_is_not_in_the_text(text: str) -> None:
    found = read(text)
    for part in (*found.contacts, *found.objections, *found.risks, *found.feedback):
        assert part.value == text[part.start : part.end]
    for step in found.next_steps:
        assert step.content.replace(" ", "") == "".join(text[a:b] for a, b in step.spans).replace(" ", "")
        assert all(step.start <= a < b <= step.end for a, b in step.spans)
        for named in (step.owner, step.expected):
            assert named is None or named.value == text[named.start : named.end]
    assert read(text) == found


@pytest.mark.parametrize(
    "words",
    [
        "（",
        "((",
        "“",
        "\u202e",
        "\x00",
        "1.",
        "下周三",
        "张伟",
        "刘总说",
        "，",
        "【",
        "\n",
        "一",
        "a",
        "我：",
        "1 ",
        "今天去",
        "客户：",
    ],
)
def test_a_megabyte_of_anything_is_read_to_its_end(words: str) -> None:
    text = words * (1_000_000 // len(words))
    found = read(text)
    assert max(end for _, end in spans_of(found)) == len(text)


def test_asks_between_customers_that_look_alike() -> None:
    found = read_note(
        "昨天去康霖见了邵博士。", today=TODAY, customers=("康霖健康管理有限公司", "康霖制药股份有限公司"), people=()
    )
    assert found.customer is None
    assert {one.value for one in found.asked} == {"康霖健康管理有限公司", "康霖制药股份有限公司"}
