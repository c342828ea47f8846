"""Several notes pasted at once, told apart."""

import re
from collections.abc import Sequence
from datetime import date

from genjin.text.dates import find_dates
from genjin.text.notes.customers import FoundCustomer, find_customers
from genjin.text.notes.headings import LABEL, section_of
from genjin.text.notes.proposal import Span

_RULE = re.compile(r"[ \t\u3000]*[-=*_—–~·]{3,}[ \t\u3000]*")
_LEAD = re.compile(
    r"[ \t\u3000]*(?:[#>*•·\-]+[ \t]*)?(?:\d{1,2}[.、．)）][ \t]*"
    r"|[（(]?[一二三四五六七八九十]{1,2}[、)）][ \t]*|[①-⑳][ \t]*)?[【\[「]?"
)
_WRITTEN = re.compile(r"\d|月")  # a day as it heads an entry, not 明天
_BEHIND = re.compile(r"[ \t\u3000，,、:：|｜/()（）\-—]*(?:周[一二三四五六日])?[】\]」]?[ \t\u3000，,、:：|｜/\-—]*")


def split_notes(text: str, *, today: date, customers: Sequence[str] = ()) -> list[Span]:
    """Return the half-open spans of the notes in a paste; together they are the whole text.

    A note begins at a line that names another customer at its head, or anywhere if a ruled line goes before it, that
    is labelled 客户, or that begins with a day as the first note does. Everything else, minutes with headings and chats
    with times too, is one note.
    """
    starts = [0]
    heads: list[_Head] = []
    known: tuple[str, ...] | None = None
    ruled = False
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip() or _RULE.fullmatch(line):
            ruled = ruled or bool(line.strip())
            continue
        head = _Head(line, today, customers, anywhere=ruled)
        ruled = False
        begins = bool(heads) and _begins(head, heads, known)
        if begins:
            starts.append(start)
            known = None
        known = head.customer or known
        if begins or not heads:
            heads.append(head)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


class _Head:
    """What a line begins with: a day, a customer, the label 客户."""

    def __init__(self, line: str, today: date, customers: Sequence[str], *, anywhere: bool) -> None:
        lead = _LEAD.match(line)
        at = lead.end() if lead else 0
        label = LABEL.match(line, at) or LABEL.match(line)
        self.labelled = label is not None and section_of(label) == "customer"
        days = find_dates(line[:40], reference=today, tense="past")
        self.day = next((d for d in days if d.start <= at and _WRITTEN.search(line[d.start : d.end])), None)
        if self.day:
            behind = _BEHIND.match(line, self.day.end)
            at = behind.end() if behind else self.day.end
        if label and self.labelled:
            at = label.end()
        found = next((place for place in find_customers(line[:80], customers) if anywhere or place.start <= at), None)
        self.customer: tuple[str, ...] | None = _names(found)


def _names(found: FoundCustomer | None) -> tuple[str, ...] | None:
    return found.names if found else None


def _begins(head: _Head, heads: Sequence[_Head], known: tuple[str, ...] | None) -> bool:
    """Tell whether a line begins another note than the one before it, about ``known``."""
    if head.labelled:
        return any(other.labelled for other in heads) or (head.customer is not None and head.customer != known)
    if head.customer and known and head.customer != known:
        return True
    return bool(head.day and heads[0].day and not known) or bool(head.day and heads[0].day and head.customer)


def _lines(text: str) -> list[Span]:
    """Return the spans of the lines, without their ends."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return spans
