"""What threads and notes are about, as somebody sees it now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from genjin.conversation.kinds import KINDS, Kind, Thing, kind_of, title_of
from genjin.conversation.models import PrivateNote, Thread
from genjin.conversation.queries.things import target_of
from genjin.people.models import User

Placed = TypeVar("Placed", Thread, PrivateNote)
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that something is about. `is_gone` where its row stands for a line that was written anew."""

    kind: Kind
    thing: Thing
    title: str
    is_gone: bool = False

    @property
    def key(self) -> Key:
        """Return the thing as events name it."""
        return (kind_of(self.thing).key, self.thing.pk)

    @property
    def address(self) -> str:
        """Return the address of the page that shows the thing."""
        return kind_of(self.thing).page(self.thing)


def subject_of(thing: Thing) -> Subject:
    """Return a thing as something that is talked about."""
    return Subject(kind_of(thing), thing, title_of(thing))


def subjects_of(user: User, rows: Iterable[Placed]) -> dict[int, Subject]:
    """Return, by id of the thread or note, what it is about; left out is what this person may not see.

    A query for each kind among them, and few more where something is gone or merged.
    """
    rows = list(rows)
    found = {row.pk: row for row in rows}
    things = _things(user, rows)
    subjects: dict[int, Subject] = {}
    missing: list[Placed] = []
    for pk, row in found.items():
        thing = things.get((row.target_type, row.target_id))
        if thing is None:
            missing.append(row)
        else:
            subjects[pk] = subject_of(thing)
    return subjects | _of_rows_and_stayed(user, missing)


def _things(user: User, rows: Sequence[Thread | PrivateNote]) -> dict[Key, Thing]:
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.target_type, set()).add(row.target_id)
    return {
        (key, thing.pk): thing for key, ids in wanted.items() for thing in KINDS[key].visible(user).filter(pk__in=ids)
    }


def _of_rows_and_stayed(user: User, rows: Sequence[Placed]) -> dict[int, Subject]:
    """Return the rows that stand for lines that are gone, and the customers that stayed for those merged."""
    row_ids = {row.follow_up_id for row in rows if row.follow_up_id}
    known = {thing.pk: thing for thing in KINDS["followup"].visible(user).filter(pk__in=row_ids)} if row_ids else {}
    found: dict[int, Subject] = {}
    for row in rows:
        if row.follow_up_id in known:
            found[row.pk] = Subject(KINDS[row.target_type], known[row.follow_up_id], row.target_words, is_gone=True)
        elif row.customer_id and (stayed := target_of(row)) is not None:
            found[row.pk] = subject_of(stayed)
    return found
