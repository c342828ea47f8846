"""The hits of a search as the box shows them, under four headings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.conversation.models import Comment, PrivateNote
from genjin.conversation.queries.found import FoundWords
from genjin.planning.columns import cell_text
from genjin.planning.models import FollowUp
from genjin.planning.queries.found import Found
from genjin.planning.queries.plan_view import TEXT_COLUMNS

AROUND = 16
Parts = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One line to choose: its texts in parts, each with whether it is marked as found."""

    number: int
    address: str
    title: Parts
    more: Parts = ()


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one kind."""

    key: str
    title: Promise
    icon: str
    hits: Sequence[Hit]


def hit_groups(found: Found, words: str, *, said: Sequence[FoundWords] = ()) -> list[HitGroup]:
    """Return the kinds of which something was found, the hits numbered from 1."""
    numbers = count(1)

    def hits(entries: Iterable[tuple[str, str, str]]) -> list[Hit]:
        return [
            Hit(next(numbers), address, marked(title, words), marked(excerpt(more, words), words))
            for address, title, more in entries
        ]

    groups = [
        HitGroup("customers", _("Customers"), "building", hits(_customers(found))),
        HitGroup("contacts", _("Contacts"), "users", hits(_contacts(found))),
        HitGroup("projects", _("Projects"), "target-arrow", hits(_projects(found))),
        HitGroup("follow-ups", _("Follow-ups"), "table", hits(_follow_ups(found, words))),
        HitGroup("comments", _("Comments"), "message-circle", hits(_comments(said))),
        HitGroup("notes", _("My private notes"), "lock", hits(_notes(said))),
    ]
    return [group for group in groups if group.hits]


def _customers(found: Found) -> Iterable[tuple[str, str, str]]:
    for customer in found.customers:
        yield reverse("customer", args=[customer.pk]), customer.name, _joined(customer.industry, customer.region)


def _contacts(found: Found) -> Iterable[tuple[str, str, str]]:
    for contact in found.contacts:
        address = f"{reverse('customer', args=[contact.customer_id])}#contact-{contact.pk}"
        yield address, str(contact), _joined(contact.customer.name, contact.unit)


def _projects(found: Found) -> Iterable[tuple[str, str, str]]:
    for project in found.projects:
        customer = project.customer.name if project.customer else ""
        yield reverse("project", args=[project.pk]), project.name or customer, _joined(customer, project.stage)


def _follow_ups(found: Found, words: str) -> Iterable[tuple[str, str, str]]:
    for row in found.follow_ups:
        address = f"{reverse('plan')}?{urlencode({'q': words, 'project': row.project_id})}"
        yield address, _joined(row.happened_on, row.project), _telling_text(row, words)


def _comments(said: Iterable[FoundWords]) -> Iterable[tuple[str, str, str]]:
    for entry in said:
        if isinstance(entry.said, Comment):
            address = f"{_panel(entry)}#thread-{entry.said.thread_id}"
            yield address, _joined(entry.said.by, entry.subject.title), " ".join(entry.said.text.split())


def _notes(said: Iterable[FoundWords]) -> Iterable[tuple[str, str, str]]:
    for entry in said:
        if isinstance(entry.said, PrivateNote):
            yield f"{_panel(entry)}#talk-notes", entry.subject.title, " ".join(entry.said.text.split())


def _panel(entry: FoundWords) -> str:
    return reverse("conversation", args=entry.subject.key)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _telling_text(row: FollowUp, words: str) -> str:
    """Return the first cell in which one of the words stands, else the first that says anything."""
    texts = [" ".join(cell_text(row, key).split()) for key in TEXT_COLUMNS]
    pattern = _pattern(words)
    return next((text for text in texts if pattern.search(text)), next(filter(None, texts), ""))


def excerpt(text: str, words: str) -> str:
    """Return the text around the first word found in it, with dots where something is left out."""
    found = _pattern(words).search(text)
    start = max(0, found.start() - AROUND) if found else 0
    return ("…" if start else "") + text[start:]


def marked(text: str, words: str) -> Parts:
    """Return the text in parts; those that were searched for are marked."""
    return [(part, at % 2 == 1) for at, part in enumerate(_pattern(words).split(text)) if part]


def _pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of the words, each as it was typed; of nothing, one that is never found."""
    typed = sorted({re.escape(word) for word in words.split()}, key=len, reverse=True)
    return re.compile(f"({'|'.join(typed)})" if typed else r"(?!)()", re.IGNORECASE)
