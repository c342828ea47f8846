"""Everything that is found in a note once, before anything is decided: pieces, dates, people, customers."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from genjin.text.dates import FoundDate, find_dates
from genjin.text.notes.channels import FoundChannel, find_channels
from genjin.text.notes.contacts import People, find_contacts
from genjin.text.notes.customers import FoundCustomer, find_customers
from genjin.text.notes.pieces import Piece, cut

Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Context:
    """A note taken apart. ``ahead`` are its dates read as deadlines, ``behind`` the same as days gone by."""

    text: str
    today: date
    roster: frozenset[str]
    pieces: tuple[Piece, ...]
    ahead: tuple[FoundDate, ...]
    behind: tuple[FoundDate, ...]
    customers: tuple[FoundCustomer, ...]
    people: People
    channels: tuple[FoundChannel, ...]

    marks: tuple[Mark, ...]
    contact_names: tuple[str, ...]

    def marked_in(self, start: int, end: int) -> list[Mark]:
        """Return what is named within a span, in order."""
        first = bisect_left(self.marks, (start, start, ""))
        found, at = [], start
        for mark in self.marks[first:]:
            if mark[0] >= end:
                break
            if mark[0] >= at and mark[1] <= end:
                found.append(mark)
                at = mark[1]
        return found

    def dates_in(self, start: int, end: int) -> list[FoundDate]:
        """Return the dates that begin within a span, read as deadlines."""
        first = bisect_left(self.ahead, start, key=lambda found: found.start)
        last = bisect_left(self.ahead, end, key=lambda found: found.start)
        return list(self.ahead[first:last])

    def masked(self, start: int, end: int) -> str:
        """Return the words of a span with one letter for each date (D), one of ours (P), contact (C), customer (K)."""
        words, at = [], start
        for first, last, letter in self.marked_in(start, end):
            words += [self.text[at:first], letter]
            at = last
        words.append(self.text[at:end])
        return "".join("0" if c.isdigit() else c for c in "".join(words))


def take_apart(text: str, *, today: date, customers: Sequence[str], people: Collection[str]) -> Context:
    """Find what the note names."""
    ahead = tuple(find_dates(text, reference=today, tense="future"))
    pieces = tuple(cut(text, [found.start for found in ahead]))
    known = tuple(find_customers(text, customers))
    named = find_contacts(text, pieces, people, known)
    marks = [
        *((found.start, found.end, "D") for found in ahead),
        *((found.start, found.end, "P") for found in named.ours),
        *((found.start, found.end, "C") for found in named.contacts),
        *((found.start, found.end, "K") for found in known),
    ]
    return Context(
        text=text,
        today=today,
        roster=frozenset(people),
        pieces=pieces,
        ahead=ahead,
        behind=tuple(find_dates(text, reference=today, tense="past")),
        customers=known,
        people=named,
        channels=tuple(find_channels(text)),
        marks=tuple(sorted(marks)),
        contact_names=tuple(dict.fromkeys(hit.name for hit in named.contacts)),
    )
