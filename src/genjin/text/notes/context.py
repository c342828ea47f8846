"""Everything that is found in a note once, before anything is decided: pieces, dates, people, customers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from genjin.text.dates import FoundDate, find_dates
from genjin.text.notes.channels import FoundChannel, find_channels
from genjin.text.notes.contact_days import FoundDay, find_days
from genjin.text.notes.contacts import People, find_contacts
from genjin.text.notes.customers import FoundCustomer, find_customers
from genjin.text.notes.pieces import Piece, cut

Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Context:
    """A note taken apart. ``ahead`` are its dates read as deadlines, ``days`` may be the contact's."""

    text: str
    today: date
    roster: frozenset[str]
    pieces: tuple[Piece, ...]
    ahead: tuple[FoundDate, ...]
    days: tuple[FoundDay, ...]
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

    def marks_before(self, at: int) -> tuple[Mark, ...]:
        """Return the last things that are named in front of a place, in order."""
        last = bisect_left(self.marks, (at, at, ""))
        return self.marks[max(0, last - 6) : last]

    def dates_in(self, start: int, end: int) -> list[FoundDate]:
        """Return the dates that begin within a span, read as deadlines."""
        first = bisect_left(self.ahead, start, key=lambda found: found.start)
        last = bisect_left(self.ahead, end, key=lambda found: found.start)
        return list(self.ahead[first:last])

    @property
    def channel_named(self) -> FoundChannel | None:
        """The channel under its own heading: 【形式】现场拜访."""
        for piece in self.pieces:
            if piece.section == "channel":
                for hit in self.channels:
                    if piece.start <= hit.start < piece.end:
                        return hit
        return None

    @property
    def met_at(self) -> FoundChannel | None:
        """A visit, where a heading names the place and nothing tells another channel: 地点：信息部会议室."""
        for piece in self.pieces:
            if piece.section == "place":
                elsewhere = any(piece.start <= hit.start < piece.end for hit in self.channels)
                return None if elsewhere else FoundChannel("visit", piece.start, piece.end)
        return None

    def piece_at(self, at: int) -> int:
        """Return the number of the piece that a character stands in, or of the one before it."""
        return max(0, bisect_right(self.pieces, at, key=lambda piece: piece.start) - 1)

    def masked(self, start: int, end: int) -> str:
        """Return the words of a span with one letter for each date (D), one of ours (P), contact (C), customer (K)."""
        words, at = [], start
        for first, last, letter in self.marked_in(start, end):
            words += [self.text[at:first], letter]
            at = last
        words.append(self.text[at:end])
        return "".join("0" if c.isdigit() else c for c in "".join(words))


# What is done is still being said when the day comes: 把更换记录周五之前整理成报告.
_HALF_SAID = re.compile(r"(?:把|将)[^，。；！？了]{1,16}$")
_GIVEN_TO = re.compile(r"(?:然后|那|就|还|再|已经?)*(?:我|我们)?(?:跟|和)?(?:让|请|叫|喊|由|派|安排|通知|跟|和)?$")


def breaks_in(text: str, dates: Iterable[FoundDate], people: Collection[str]) -> list[int]:
    """Return where speech without punctuation begins something to be done: a date, or a doer in front of one."""
    names = [hit for name in people if name for hit in re.finditer(re.escape(name), text)]
    ends = {hit.end(): hit.start() for hit in names}
    places = []
    for found in dates:
        named = next((ends[at] for at in range(found.start, found.start - 3, -1) if at in ends), None)
        if named is not None:
            given = _GIVEN_TO.search(text, max(0, named - 8), named)
            named = given.start() if given else named
        if named is not None or not _HALF_SAID.search(text, max(0, found.start - 18), found.start):
            places.append(found.start if named is None else named)
    return places


def _all_of(text: str, names: Sequence[str]) -> Iterable[re.Match[str]]:
    """Return every place where one of the names stands, the longest name first."""
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.finditer(longest, text) if names else ()


def _without(text: str, people: Collection[str]) -> str:
    """Return the text with commas for our people's names, so that a day straight behind one is seen: 谭静9/11前."""
    for name in filter(None, people):
        text = text.replace(name, "，" * len(name))
    return text


def take_apart(text: str, *, today: date, customers: Sequence[str], people: Collection[str]) -> Context:
    """Find what the note names."""
    plain = _without(text, people)
    ahead = tuple(
        found
        for found in find_dates(plain, reference=today, tense="future")
        if not text.startswith(("那天", "当天"), found.end)
    )
    pieces = tuple(cut(text, breaks_in(text, ahead, people)))
    known = tuple(find_customers(text, customers))
    named = find_contacts(text, pieces, people, known)
    marks = [
        *((found.start, found.end, "D") for found in ahead),
        *((found.start, found.end, "P") for found in named.ours),
        *((*hit.span(), "C") for hit in _all_of(text, [found.name for found in named.contacts])),
        *((found.start, found.end, "K") for found in known),
    ]
    return Context(
        text=text,
        today=today,
        roster=frozenset(people),
        pieces=pieces,
        ahead=ahead,
        days=tuple(find_days(text, find_dates(plain, reference=today, tense="past"), today)),
        customers=known,
        people=named,
        channels=tuple(find_channels(text)),
        marks=tuple(sorted(marks)),
        contact_names=tuple(dict.fromkeys(hit.name for hit in named.contacts)),
    )
