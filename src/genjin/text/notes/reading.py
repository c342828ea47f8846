"""A note read: everything found, decided and put in its place."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from genjin.text.notes.context import take_apart
from genjin.text.notes.coverage import find_feedback, find_risks, unused
from genjin.text.notes.customers import customer_of
from genjin.text.notes.deciding import decider
from genjin.text.notes.features import Facts
from genjin.text.notes.objections import find_objections
from genjin.text.notes.proposal import Placed, Proposal
from genjin.text.notes.steps import find_steps
from genjin.text.occupied import Occupied

T = TypeVar("T")
MAX_TEXT = 20_000  # characters that are read: a note has some hundred; what follows is left as it is


def read_note(text: str, *, today: date, customers: Sequence[str] = (), people: Collection[str] = ()) -> Proposal:
    """Propose a row for a note entered on ``today``; ``customers`` are known names, ``people`` our own colleagues.

    Nothing is invented: each part comes from words of the text, and what is not understood stays in the text.
    """
    note = take_apart(text[:MAX_TEXT], today=today, customers=customers, people=people)
    facts = Facts(note)
    steps = find_steps(note, facts)
    taken = Occupied(len(text), ((step.start, step.end) for step in steps))
    in_steps = {place for place, piece in enumerate(note.pieces) if taken.touches(piece.start, piece.end)}
    day = likeliest("days", note.days, [facts.of_day(day, in_steps) for day in note.days])
    about = customer_of(note.text, note.customers)
    certain = about is not None and len(about.names) == 1
    likely = likeliest("channels", note.channels, [facts.of_channel(hit, in_steps) for hit in note.channels])
    channel = note.channel_named or likely or note.met_at
    objections = find_objections(note, facts, taken)
    for found in objections:
        taken.take(found.start, found.end)
    risks = find_risks(note, taken)
    for found in risks:
        taken.take(found.start, found.end)
    feedback = find_feedback(note, taken)
    parts = (*steps, *objections, *risks, *feedback, *note.people.contacts, day, about, channel)
    used = [(part.start, part.end) for part in parts if part]
    return Proposal(
        date=Placed(day.day, day.start, day.end) if day else None,
        customer=Placed(about.names[0], about.start, about.end) if about and certain else None,
        asked=()
        if certain
        else tuple(Placed(name, place.start, place.end) for place in note.customers for name in place.names),
        channel=Placed(channel.channel, channel.start, channel.end) if channel else None,
        contacts=tuple(Placed(hit.name, hit.start, hit.end) for hit in note.people.contacts),
        next_steps=tuple(steps),
        objections=tuple(objections),
        risks=tuple(risks),
        feedback=tuple(feedback),
        rest=tuple(unused(text, used)),
    )


def likeliest(question: str, candidates: Sequence[T], facts: Sequence[list[str]]) -> T | None:
    """Return the candidate for which most speaks, None where nothing speaks loudly enough; the first of equals."""
    model = decider(question)
    weighed = [model.probability(held) for held in facts]
    best = max(weighed, default=0.0)
    return candidates[weighed.index(best)] if best >= model.threshold and candidates else None
