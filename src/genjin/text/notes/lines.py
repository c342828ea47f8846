r"""Notes as lines of JSON, and what was read from them: the format of `genjin read-notes`.

In: ``{"id": "v001", "today": "2026-03-10", "customers": [...], "people": [...], "text": "..."}``, one a line;
``customers`` and ``people`` may be missing, other keys are ignored. Out, in the same order::

    {"id": "v001",
     "log": {"date": "2026-03-10", "customer": "...", "channel": "visit", "contacts": ["刘总"],
             "next_steps": [{"content": "...", "owner": "李娜", "due": "2026-03-18", "expected": null}],
             "objections": ["..."]},
     "signals": [{"type": "budget", "polarity": "-", "evidence": "..."}]}

What the text does not tell is null or empty.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from genjin.text.detection import detect_signals
from genjin.text.notes.proposal import Placed, Proposal
from genjin.text.notes.reading import read_note

Fault = Literal["json", "object", "id", "twice", "text", "today", "names"]


class BrokenLine(Exception):
    """A line is no note; ``fault`` says what is wrong with it."""

    def __init__(self, number: int, fault: Fault) -> None:
        super().__init__(f"line {number}: {fault}")
        self.number = number
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Note:
    """One note to be read."""

    id: str
    today: date
    text: str
    customers: tuple[str, ...]
    people: tuple[str, ...]


def notes_in(lines: Iterable[str]) -> Iterator[Note]:
    """Read notes; empty lines are skipped, a broken one raises `BrokenLine` with its number from 1."""
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if line.strip():
            note = _note(line, number)
            if note.id in seen:
                raise BrokenLine(number, "twice")
            seen.add(note.id)
            yield note


def answer(note: Note) -> str:
    """Return the line of JSON that says what the note holds."""
    found = read_note(note.text, today=note.today, customers=note.customers, people=note.people)
    customer = found.customer.value if found.customer else None
    signals = detect_signals(note.text, customer=customer, people=note.people)
    line = {
        "id": note.id,
        "log": log_of(found),
        "signals": [{"type": s.type, "polarity": s.polarity, "evidence": s.evidence} for s in signals],
    }
    return json.dumps(line, ensure_ascii=False)


def log_of(found: Proposal) -> dict[str, Any]:
    """Return a proposal's values without their places."""
    return {
        "date": _day(found.date),
        "customer": found.customer.value if found.customer else None,
        "channel": found.channel.value if found.channel else None,
        "contacts": [contact.value for contact in found.contacts],
        "next_steps": [
            {
                "content": step.content,
                "owner": step.owner.value if step.owner else None,
                "due": _day(step.due),
                "expected": step.expected.value if step.expected else None,
            }
            for step in found.next_steps
        ],
        "objections": [objection.value for objection in found.objections],
    }


def _day(found: Placed[date] | None) -> str | None:
    return found.value.isoformat() if found else None


def _note(line: str, number: int) -> Note:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        raise BrokenLine(number, "json") from None
    if not isinstance(raw, dict):
        raise BrokenLine(number, "object")
    name, text = raw.get("id"), raw.get("text")
    if not isinstance(name, str | int) or isinstance(name, bool) or name == "":
        raise BrokenLine(number, "id")
    if not isinstance(text, str):
        raise BrokenLine(number, "text")
    try:
        today = date.fromisoformat(raw.get("today"))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise BrokenLine(number, "today") from None
    return Note(str(name), today, text, _names(raw, "customers", number), _names(raw, "people", number))


def _names(raw: dict[str, Any], key: str, number: int) -> tuple[str, ...]:
    names = raw.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BrokenLine(number, "names")
    return tuple(names)
