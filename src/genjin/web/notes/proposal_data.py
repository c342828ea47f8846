"""What a proposal shows: each part with its words, and what it may be corrected to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import people_of
from genjin.planning.models import Action, Channel
from genjin.planning.queries.note_names import Placing, contacts_of
from genjin.planning.queries.plan_items import open_next_steps
from genjin.text.notes import Proposal
from genjin.text.notes.remains import Part, parts_of, remains
from genjin.web.notes.marks import Mark, Stretch, stretches
from genjin.web.notes.people_data import PersonBox, colleague_boxes, contact_boxes
from genjin.web.notes.reading import Reading
from genjin.web.notes.signal_chips import SignalChip, signal_chip


@dataclass(frozen=True, slots=True)
class StepLine:
    """A next step as it may be corrected; `words` are what the note says of it."""

    part: str
    content: str
    owner: str
    due: str
    expected: str
    words: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """An objection or a risk in the note's own words."""

    part: str
    content: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step of last time, to be ticked off with what came of it."""

    action: Action
    is_done: bool = False
    result: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What depends on the project that is chosen: people to tick, and the steps agreed last time."""

    project: Project | None
    contacts: Sequence[PersonBox]
    colleagues: Sequence[PersonBox]
    open_steps: Sequence[OpenStep]


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal. `number` tells it from the others on the page."""

    number: int
    note: str
    stretches: Sequence[Stretch]
    placing: Placing
    surroundings: Surroundings
    day: str
    has_day: bool
    channel: str
    channels: Sequence[tuple[str, str]]
    feedback: str
    objections: Sequence[TextLine]
    risks: Sequence[TextLine]
    steps: Sequence[StepLine]
    signals: Sequence[SignalChip]
    doers: Sequence[str]
    model: str
    has_fallen_back: bool


def card(number: int, reading: Reading, placing: Placing, user: User, people: Iterable[User], today: date) -> Card:
    """Return a note as it was read."""
    text, found = reading.text, reading.found
    around = surroundings(reading, placing.project, user, people)
    steps, objections, risks = _lines(text, found)
    left = remains(text, _parts(reading))
    return Card(
        number=number,
        note=text,
        stretches=stretches(text, [*_marks(reading, placing), *_people_marks(text, found, around)]),
        placing=placing,
        surroundings=around,
        day=(found.date.value if found.date else today).isoformat(),
        has_day=found.date is not None,
        channel=found.channel.value if found.channel else "",
        channels=[(value, str(label)) for value, label in Channel.choices],
        feedback=left.text,
        objections=objections,
        risks=risks,
        steps=steps,
        signals=[signal_chip(place, signal) for place, signal in enumerate(reading.signals)],
        doers=_doers(user, around, found),
        model=reading.model,
        has_fallen_back=reading.has_fallen_back,
    )


def surroundings(reading: Reading, project: Project | None, user: User, people: Iterable[User]) -> Surroundings:
    """Return what a project brings with it; without one the note's names alone."""
    found = reading.found
    contacts: Iterable[Contact] = contacts_of(project) if project else ()
    team = list(people_of(project)) if project else []
    open_steps = [OpenStep(step) for step in open_next_steps(project)] if project else []
    boxes = contact_boxes(found.contacts, contacts, may_add=can_write(user))
    others = [person for person in team if person != user]
    return Surroundings(project, boxes, colleague_boxes(reading.text, found, people, others), open_steps)


def _parts(reading: Reading) -> list[Part]:
    """Return the parts that may leave the text; a step with a signal in it stays, for there signals are looked for."""
    parts = parts_of(reading.found)
    steps = len(reading.found.next_steps)
    return [
        replace(part, held=()) if number < steps and _has_signal(part, reading) else part
        for number, part in enumerate(parts)
    ]


def _has_signal(part: Part, reading: Reading) -> bool:
    return any(signal.start < part.end and part.start < signal.end for signal in reading.signals)


def _doers(user: User, around: Surroundings, found: Proposal) -> list[str]:
    """Return who may do a step: this person, our people on the project, the customer's people of the note."""
    names = [str(user), *(box.title for box in around.colleagues), *(name.value for name in found.contacts)]
    return list(dict.fromkeys(names))


def _lines(text: str, found: Proposal) -> tuple[list[StepLine], list[TextLine], list[TextLine]]:
    steps = [
        StepLine(
            part=f"step-{number}",
            content=step.content,
            owner=step.owner.value if step.owner else "",
            due=step.due.value.isoformat() if step.due else "",
            expected=step.expected.value if step.expected else "",
            words=text[step.start : step.end],
        )
        for number, step in enumerate(found.next_steps)
    ]
    objections = [
        TextLine(f"objection-{number}", entry.value, text[entry.start : entry.end])
        for number, entry in enumerate(found.objections)
    ]
    risks = [
        TextLine(f"risk-{number}", entry.value, text[entry.start : entry.end])
        for number, entry in enumerate(found.risks)
    ]
    return steps, objections, risks


def _marks(reading: Reading, placing: Placing) -> list[Mark]:
    found = reading.found
    marks = [
        *(Mark(f"step-{number}", step.start, step.end, "step") for number, step in enumerate(found.next_steps)),
        *(Mark(f"objection-{number}", entry.start, entry.end) for number, entry in enumerate(found.objections)),
        *(Mark(f"risk-{number}", entry.start, entry.end) for number, entry in enumerate(found.risks)),
        *(
            Mark(f"signal-{number}", signal.start, signal.end, "pos" if signal.polarity == "+" else "neg")
            for number, signal in enumerate(reading.signals)
        ),
    ]
    named = [place for place in (found.customer, placing.words) if place]
    marks += [Mark("where", place.start, place.end) for place in named]
    marks += [Mark("date", found.date.start, found.date.end)] if found.date else []
    return marks + ([Mark("channel", found.channel.start, found.channel.end)] if found.channel else [])


def _people_marks(text: str, found: Proposal, around: Surroundings) -> list[Mark]:
    names = list(dict.fromkeys(place.value for place in found.contacts))
    marks = [Mark(f"contact-{names.index(place.value)}", place.start, place.end) for place in found.contacts]
    for box in around.colleagues:
        at = text.find(box.title) if box.part else -1
        marks += [Mark(box.part, at, at + len(box.title))] if at >= 0 else []
    return marks
