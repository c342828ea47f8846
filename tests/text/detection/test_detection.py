import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.detection import LABELS, MAX_TEXT, TYPES, detect_signals, detect_signals_of_many

EXAMPLE = (
    "今天上午和张伟一起拜访华东精密，见了采购部刘总。刘总说预算从200万压到150万，另外担心实施周期太长。"
    "下周三前由李娜提交调整后的方案，希望能拿到二次汇报的机会。"
)


def test_detect_finds_the_signals_of_the_guide() -> None:
    found = {(signal.type, signal.polarity): signal.evidence for signal in detect_signals(EXAMPLE)}
    assert "预算从200万压到150万" in found["budget", "-"]
    assert "担心实施周期太长" in found["delivery", "-"]


def test_labels_are_the_twelve_types_with_both_signs() -> None:
    assert len(TYPES) == 12
    assert len(set(LABELS)) == 24


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。。。", "，", "“”", "\x00\x02\x03", "\ud800"])
def test_detect_finds_nothing_in_nothing(text: str) -> None:
    assert detect_signals(text) == []


@given(st.text(st.characters(), max_size=200) | st.text("预算被砍了没有，。不延期“”() \n\t\u202e\u0000", max_size=60))
def test_evidence_stands_in_the_text(text: str) -> None:
    for signal in detect_signals(text):
        assert text[signal.start : signal.end] == signal.evidence != ""
        assert (signal.type, signal.polarity) in LABELS
        assert 0 <= signal.score <= 1


@given(st.lists(st.text("预算被砍了没有，。不延期刘总价格太高\n ", max_size=40), max_size=6))
def test_many_notes_give_what_each_gives_alone(texts: list[str]) -> None:
    notes = [(text, "华东精密") for text in [*texts, EXAMPLE]]
    alone = [detect_signals(text, customer=customer, people=["张伟"]) for text, customer in notes]
    many = detect_signals_of_many(notes, people=["张伟"])
    # sums of floats differ in their last digits with the shape of the matrix
    assert [[(it.type, it.polarity, it.start, it.end) for it in found] for found in many] == [
        [(it.type, it.polarity, it.start, it.end) for it in found] for found in alone
    ]
    assert many[-1] != []


def test_detect_gives_the_same_again() -> None:
    assert detect_signals(EXAMPLE) == detect_signals(EXAMPLE)


@pytest.mark.parametrize("piece", ["((((", "，", "预算被砍了，", "\u202e预算\u0000", "预算被砍了", "“", "a. ", "  "])
def test_a_megabyte_is_read_to_its_limit_only(piece: str) -> None:
    began = time.process_time()
    found = detect_signals(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 5  # 0.3 s where it was written
    assert all(signal.end <= MAX_TEXT for signal in found)
