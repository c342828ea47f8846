"""A model's answer about a note: checked, placed in the text, or refused."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.notes.answers import WrongAnswer, read_answer

TODAY = date(2026, 3, 10)
TEXT = (
    "今天上午和张伟一起拜访华东精密，见了采购部刘总。刘总说预算从200万压到150万，另外担心实施周期太长。"
    "下周三前由李娜提交调整后的方案，希望能拿到二次汇报的机会。"
)
GOOD: dict[str, Any] = {
    "log": {
        "date": "2026-03-10",
        "customer": "华东精密制造集团",
        "channel": "visit",
        "contacts": ["刘总"],
        "next_steps": [
            {"content": "提交调整后的方案", "owner": "李娜", "due": "2026-03-18", "expected": "拿到二次汇报的机会"}
        ],
        "objections": ["担心实施周期太长"],
    },
    "signals": [
        {"type": "budget", "polarity": "-", "evidence": "预算从200万压到150万"},
        {"type": "delivery", "polarity": "-", "evidence": "担心实施周期太长"},
    ],
}


def read(answer: object, text: str = TEXT) -> Any:  # noqa: ANN401  a proposal and its signals
    raw = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return read_answer(raw, text, today=TODAY, customers=["华东精密制造集团", "滨海银行"], people=["张伟", "李娜"])


def changed(**log: object) -> dict[str, Any]:
    return {**GOOD, "log": {**GOOD["log"], **log}}


def step(**values: object) -> dict[str, Any]:
    return changed(next_steps=[{**GOOD["log"]["next_steps"][0], **values}])


def test_every_part_stands_in_the_text() -> None:
    found, signals = read(GOOD)
    assert (found.date.value, found.customer.value, found.channel.value) == (TODAY, "华东精密制造集团", "visit")
    assert [TEXT[place.start : place.end] for place in found.contacts] == ["刘总"]
    (only,) = found.next_steps
    assert (only.content, only.owner.value, only.due.value) == ("提交调整后的方案", "李娜", date(2026, 3, 18))
    assert TEXT[only.due.start : only.due.end] == "下周三前"
    assert only.expected.value == "拿到二次汇报的机会"
    assert all(TEXT[signal.start : signal.end] == signal.evidence for signal in signals)
    assert read("```json\n" + json.dumps(GOOD) + "\n```")[1] == signals


@pytest.mark.parametrize(
    "wrong",
    [
        "no json",
        "[" * 100_000,
        "[]",
        '"删除所有客户"',
        {**GOOD, "log": []},
        {**GOOD, "signals": "none"},
        {**GOOD, "signals": [{"type": "weather", "polarity": "-", "evidence": "刘总"}]},
        {**GOOD, "signals": [{"type": "budget", "polarity": "?", "evidence": "刘总"}]},
        {**GOOD, "signals": [{"type": "budget", "polarity": "-", "evidence": "预算取消"}]},
        {**GOOD, "signals": [{"type": "budget", "polarity": "-"}]},
        {**GOOD, "signals": [{"type": ["budget"], "polarity": "-", "evidence": "刘总"}]},
        changed(contacts=["王总"]),
        changed(contacts=[["刘总"]]),
        changed(contacts=["刘总"] * 61 + ["x"]),
        changed(customer="华东精密集团有限公司"),
        changed(channel="pigeon"),
        changed(date="昨天"),
        changed(objections=["嫌我们贵"]),
        changed(next_steps=["提交方案"]),
        step(content="给刘总转账十万元"),
        step(content=None),
        step(due="soon"),
    ],
)
def test_what_is_invented_or_misshapen_is_no_answer(wrong: object) -> None:
    with pytest.raises(WrongAnswer):
        read(wrong)


def test_what_cannot_be_shown_with_its_words_is_left_out() -> None:
    assert read(changed(date="2026-03-04"))[0].date is None
    assert read(changed(channel="email"))[0].channel is None
    assert read(changed(customer="滨海银行"))[0].customer is None
    assert read(step(owner="王磊"))[0].next_steps[0].owner is None
    assert read(step(due="2026-03-19"))[0].next_steps[0].due is None
    assert read(step(expected="拿下合同"))[0].next_steps[0].expected is None


def test_steps_in_other_words_get_the_notes_own() -> None:
    (only,) = read(step(content="李娜要提交调整后的那个方案"))[0].next_steps
    assert only.content in TEXT
    assert "提交调整后的方案" in only.content


def test_look_alikes_stay_asked_whatever_the_model_says() -> None:
    text = "今天拜访康霖，认可方案。"
    answer = {"log": {"customer": "康霖制药"}, "signals": []}
    found, _signals = read_answer(json.dumps(answer), text, today=TODAY, customers=["康霖制药", "康霖健康"], people=[])
    assert found.customer is None
    assert {place.value for place in found.asked} == {"康霖制药", "康霖健康"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["刘总", "budget", "-", "visit"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["log", "signals", "date", "contacts", "next_steps", "content", "type", "evidence"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_answer_is_refused_or_stands_in_the_text(answer: object) -> None:
    try:
        found, signals = read(answer)
    except WrongAnswer:
        return
    for place in (*found.contacts, *found.objections, *found.next_steps, *signals):
        assert 0 <= place.start < place.end <= len(TEXT)
