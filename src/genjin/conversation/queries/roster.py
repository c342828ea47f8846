"""Whom a text means by @: every colleague who can sign in, by name, and by user name where two share a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from genjin.conversation.kinds import Thing
from genjin.conversation.queries.things import readers_of
from genjin.people.models import User
from genjin.people.queries.people import active_people

MOST_PROPOSED = 8


@dataclass(frozen=True, slots=True)
class Roster:
    """By what can stand behind an @: the people meant, several where a name alone does not tell."""

    people: Mapping[str, Sequence[User]]


def roster() -> Roster:
    """Return everybody who can be named, in one query."""
    by_name: dict[str, list[User]] = {}
    for person in active_people():
        by_name.setdefault(person.name, []).append(person)
    people: dict[str, Sequence[User]] = {**by_name}
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            people |= {person.username: [person] for person in namesakes if person.username not in by_name}
    return Roster(people)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A colleague to mention: the word to write behind the @, and what to tell namesakes apart by."""

    person: User
    word: str


def mention_proposals(thing: Thing, words: str) -> list[Proposal]:
    """Return the colleagues who may see the thing and whose name or user name begins with, or holds, the words."""
    readers = list(readers_of(thing).select_related("department"))
    sought = words.strip().lower()
    ranked = sorted(
        (rank, person.name, person.pk, person) for person in readers if (rank := _rank(person, sought)) is not None
    )
    names = roster().people
    return [
        Proposal(person, person.name if len(names.get(person.name, ())) == 1 else person.username)
        for _rank_, _name, _pk, person in ranked[:MOST_PROPOSED]
    ]


def _rank(person: User, sought: str) -> int | None:
    name, username = person.name.lower(), person.username.lower()
    if name.startswith(sought):
        return 0
    if username.startswith(sought):
        return 1
    return 2 if sought in name else None
