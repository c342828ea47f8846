"""What a language model answered about a note, checked against the guide's schema and put in its place in the text.

The answer is data from outside. It may only point at words of the note: whatever it cites has to stand there, values of
closed lists have to be on the list, days have to be days that the note names. An answer that breaks this is no answer;
a value that cannot be shown with its words is left out.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from genjin.text.dates import find_dates
from genjin.text.detection import LABELS, FoundSignal
from genjin.text.notes.channels import find_channels
from genjin.text.notes.coverage import unused
from genjin.text.notes.customers import find_customers
from genjin.text.notes.proposal import Channel, Placed, Proposal, ProposedStep, Span
from genjin.text.notes.reading import read_note
from genjin.text.notes.words_in_text import is_within, sentence_like

MOST_ENTRIES = 60
LONGEST_VALUE = 2_000
CHANNELS: tuple[Channel, ...] = get_args(Channel)


class WrongAnswer(Exception):
    """The answer is not what was asked for; the message says what is wrong with it."""


def read_answer(
    answer: str, text: str, *, today: date, customers: Sequence[str], people: Collection[str]
) -> tuple[Proposal, list[FoundSignal]]:
    """Return what an answer proposes for a note; raises WrongAnswer for anything but the guide's schema."""
    said = _object(_loaded(answer), "answer")
    log = _object({} if said.get("log") is None else said["log"], "log")
    ours = read_note(text, today=today, customers=customers, people=people)
    contacts = [_cited(name, text, "contacts") for name in _strings(log, "contacts")]
    objections = [_cited(words, text, "objections") for words in _strings(log, "objections")]
    named = {*people, *(place.value for place in contacts)}
    steps = [_step(entry, text, named, today) for entry in _objects(log, "next_steps")]
    customer = None if ours.asked else _customer(log, text, customers)  # look-alikes are asked, whoever reads
    taken = [*((step.start, step.end) for step in steps), *((entry.start, entry.end) for entry in objections)]
    risks = [risk for risk in ours.risks if not any(risk.start < end and start < risk.end for start, end in taken)]
    found = replace(
        ours,
        date=_date(log, text, ours, today),
        customer=customer,
        channel=_channel(log, text),
        contacts=tuple(contacts),
        next_steps=tuple(steps),
        objections=tuple(objections),
        risks=tuple(risks),
        feedback=(),
    )
    used = [*taken, *((place.start, place.end) for place in (*contacts, *risks))]
    used += [(place.start, place.end) for place in (found.date, customer) if place]
    used += [(found.channel.start, found.channel.end)] if found.channel else []
    return replace(found, rest=tuple(unused(text, used))), _signals(said, text)


def _loaded(answer: str) -> object:
    words = answer.strip()
    if words.startswith("```"):  # many models wrap their JSON
        words = words.partition("\n")[2].rpartition("```")[0]
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        raise WrongAnswer("no JSON") from None


def _object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongAnswer(f"{name} is no object")
    return value


def _list(within: dict[str, Any], name: str) -> list[Any]:
    values = [] if within.get(name) is None else within[name]
    if not isinstance(values, list) or len(values) > MOST_ENTRIES:
        raise WrongAnswer(f"{name} is no list of up to {MOST_ENTRIES}")
    return values


def _objects(within: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [_object(value, name) for value in _list(within, name)]


def _strings(within: dict[str, Any], name: str) -> list[str]:
    return list(dict.fromkeys(_string(value, name) for value in _list(within, name)))


def _string(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_VALUE:
        raise WrongAnswer(f"{name} holds something that is no text")
    return value.strip()


def _optional(within: dict[str, Any], name: str) -> str | None:
    value = within.get(name)
    return None if value is None or value == "" else _string(value, name)


def _cited(words: str, text: str, name: str) -> Placed[str]:
    """Return the words where they stand; what does not stand in the note was invented."""
    at = text.find(words)
    if at < 0:
        raise WrongAnswer(f"{name} cites words that the note does not have")
    return Placed(words, at, at + len(words))


def _day(within: dict[str, Any], name: str) -> date | None:
    words = _optional(within, name)
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise WrongAnswer(f"{name} is no day") from None


def _date(log: dict[str, Any], text: str, ours: Proposal, today: date) -> Placed[date] | None:
    day = _day(log, "date")
    if day is None or (ours.date and ours.date.value == day):
        return ours.date if day else None
    return _named_day(day, text, (0, len(text)), today, "past")


def _named_day(day: date, text: str, within: Span, today: date, tense: Any) -> Placed[date] | None:  # noqa: ANN401  as `find_dates` names it
    """Return a day where the note names it; a day that its words do not mean is left out."""
    for found in find_dates(text[within[0] : within[1]], reference=today, tense=tense):
        if day in {found.first, found.last}:
            return Placed(day, within[0] + found.start, within[0] + found.end)
    return None


def _customer(log: dict[str, Any], text: str, customers: Sequence[str]) -> Placed[str] | None:
    name = _optional(log, "customer")
    if name is None:
        return None
    if name not in customers:
        raise WrongAnswer("customer is none of those that are known")
    places = find_customers(text, [name])
    return Placed(name, places[0].start, places[0].end) if places else None


def _channel(log: dict[str, Any], text: str) -> Placed[Channel] | None:
    word = _optional(log, "channel")
    channel = next((known for known in CHANNELS if known == word), None)
    if word is not None and channel is None:
        raise WrongAnswer("channel is none of the eight")
    hit = next((hit for hit in find_channels(text) if hit.channel == channel), None)
    return Placed(hit.channel, hit.start, hit.end) if hit else None


def _step(entry: dict[str, Any], text: str, named: Collection[str], today: date) -> ProposedStep:
    content, owner, expected = (
        _string(entry.get("content"), "content"),
        _optional(entry, "owner"),
        _optional(entry, "expected"),
    )
    due = _day(entry, "due")
    place = sentence_like(content, text)
    if place is None:
        raise WrongAnswer("next_steps tells of something that the note does not have")
    start, end = place
    at = text.find(content, start, end)
    spans: tuple[Span, ...] = ((at, at + len(content)),) if at >= 0 else (place,)
    if at < 0 and not is_within(content, text[start:end]):
        content = text[start:end]  # the note's own words, where the answer has others
    return ProposedStep(
        content=content,
        spans=spans,
        owner=_within(owner, text, place) if owner in named else None,
        due=_named_day(due, text, place, today, "future") if due else None,
        expected=_within(expected, text, place),
        start=start,
        end=end,
    )


def _within(words: str | None, text: str, place: Span) -> Placed[str] | None:
    at = text.find(words, *place) if words else -1
    return Placed(words, at, at + len(words)) if words and at >= 0 else None


def _signals(said: dict[str, Any], text: str) -> list[FoundSignal]:
    found = []
    for entry in _objects(said, "signals"):
        label = (entry.get("type"), entry.get("polarity"))
        known = next((kind for kind in LABELS if kind == label), None)
        if known is None:
            raise WrongAnswer("signals has a type or polarity that is none of ours")
        place = _cited(_string(entry.get("evidence"), "evidence"), text, "evidence")
        found.append(FoundSignal(*known, place.value, place.start, place.end, 1.0))
    return sorted(dict.fromkeys(found), key=lambda signal: (signal.start, signal.end))
