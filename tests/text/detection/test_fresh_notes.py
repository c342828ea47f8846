"""Notes written after the model was trained, which its training never sees; honest figures are in docs/signals.md."""

import json
from collections import Counter
from pathlib import Path

import pytest

from genjin.text.detection import detect_signals

NOTES = [
    json.loads(line) for line in Path(__file__).with_name("fresh_notes.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_fresh_notes_are_read_well_enough() -> None:
    hits = found = gold = overlapping = 0
    for note in NOTES:
        got = detect_signals(note["text"])
        wanted = {(signal["type"], signal["polarity"]): signal["evidence"] for signal in note["signals"]}
        found, gold = found + len(got), gold + len(wanted)
        for signal in got:
            if (signal.type, signal.polarity) in wanted:
                hits += 1
                start = note["text"].index(wanted[signal.type, signal.polarity])
                end = start + len(wanted[signal.type, signal.polarity])
                overlapping += signal.start < end and start < signal.end
    assert 2 * hits / (found + gold) >= 0.75
    assert overlapping / hits >= 0.9


def test_fresh_notes_without_a_signal_raise_few_alarms() -> None:
    silent = [note for note in NOTES if not note["signals"]]
    assert len(silent) >= 12
    assert sum(bool(detect_signals(note["text"])) for note in silent) <= 2


@pytest.mark.parametrize(
    "said",
    [
        "预算没有变化。",
        "如果预算被砍，我们就分两期。",
        "没有提到竞争对手。",
        "我方准备降价。",
        "我们担心对手降价。",
        "隔壁医院的预算被砍了。",
        "评审会没有推迟。",
        "听说要换院长，没人证实。",
        "下周三前由李娜提交调整后的方案。",
        "日期：5月6日；方式：电话。",
        "去年就签完了合同。",
        "发了节日祝福，对方回了个笑脸。",
    ],
)
def test_what_is_unchanged_supposed_ours_or_long_settled_is_no_signal(said: str) -> None:
    assert detect_signals(said) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("刘总说今年预算被砍了三成。", "budget-"),
        ("预算批下来了，三百万。", "budget+"),
        ("项目推迟到明年。", "timeline-"),
        ("王院长明确支持我们。", "attitude+"),
        ("李处长下个月调走。", "personnel-"),
        ("友商昨天也来做了演示。", "competitor-"),
        ("对手被废标了。", "competitor+"),
        ("嫌我们报价太贵。", "price-"),
        ("POC测试全部通过。", "technical+"),
        ("担心实施周期太长。", "delivery-"),
        ("我们入围了。", "procurement+"),
        ("合同法务审核通过。", "contract+"),
        ("客户让我们尽快报价。", "intent+"),
        ("发了三次微信都不回。", "engagement-"),
    ],
)
def test_plain_statements_are_found(said: str, expected: str) -> None:
    assert expected in [signal.type + signal.polarity for signal in detect_signals(said)]


def test_names_given_are_not_taken_for_others() -> None:
    text = "东岬石化让我们尽快报价。"
    assert detect_signals(text, customer="东岬石化有限公司", people=["徐峥嵘"]) != []


def test_evidence_takes_in_the_clause_beside_it_that_tells_the_same() -> None:
    text = "电话不接，微信不回，人也见不着。"
    (signal,) = [signal for signal in detect_signals(text) if signal.type == "engagement"]
    assert "，" in signal.evidence
    assert len({label for label, times in Counter(s.type for s in detect_signals(text)).items() if times > 1}) == 0
