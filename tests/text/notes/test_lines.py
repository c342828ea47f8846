"""Notes as lines of JSON: what is read, and what is refused with its number."""

import json

import pytest

from genjin.text.notes.lines import BrokenLine, Fault, answer, notes_in

GOOD = {
    "id": "v1",
    "today": "2026-03-10",
    "customers": ["滨海银行"],
    "people": ["李娜"],
    "text": "李娜周五前给滨海银行发方案。",
}


def test_answers_in_the_format_of_the_labelled_notes() -> None:
    (note,) = notes_in([json.dumps(GOOD), "", "  "])
    line = json.loads(answer(note))
    assert list(line) == ["id", "log", "signals"]
    assert line["id"] == "v1"
    assert list(line["log"]) == ["date", "customer", "channel", "contacts", "next_steps", "objections"]
    assert line["log"]["customer"] == "滨海银行"
    assert line["log"]["next_steps"] == [
        {"content": "给滨海银行发方案", "owner": "李娜", "due": "2026-03-13", "expected": None}
    ]


def test_customers_and_people_may_be_missing() -> None:
    (note,) = notes_in([json.dumps({"id": 7, "today": "2026-03-10", "text": ""})])
    assert (note.id, note.customers, note.people) == ("7", (), ())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "json"),
        ("[" * 100_000, "json"),
        ("[]", "object"),
        (json.dumps(GOOD | {"id": None}), "id"),
        (json.dumps(GOOD | {"id": True}), "id"),
        (json.dumps(GOOD | {"text": 5}), "text"),
        (json.dumps(GOOD | {"today": "10.3.2026"}), "today"),
        (json.dumps(GOOD | {"today": None}), "today"),
        (json.dumps(GOOD | {"people": "李娜"}), "names"),
        (json.dumps(GOOD | {"customers": [1]}), "names"),
        (json.dumps(GOOD), "twice"),
    ],
)
def test_a_broken_line_is_named_by_its_number(line: str, fault: Fault) -> None:
    with pytest.raises(BrokenLine) as broken:
        list(notes_in([json.dumps(GOOD), "", line]))
    assert (broken.value.number, broken.value.fault) == (3, fault)
