"""What the panel of a thing shows: its threads, one's own notes, and who may do what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from genjin.conversation.kinds import Thing, kind_of, title_of
from genjin.conversation.models import PrivateNote, Thread
from genjin.conversation.policies import can_comment
from genjin.conversation.queries.notes import own_notes_about
from genjin.conversation.queries.reading import thread_page
from genjin.conversation.queries.subjects import Key
from genjin.conversation.queries.threads import threads_about, threads_of_customer
from genjin.conversation.queries.watching import is_watching
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.queries.customers import projects_of
from genjin.planning.models import FollowUp
from genjin.web.conversation.said import said
from genjin.web.conversation.thread_data import ThreadCard, thread_cards


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One private note of the reader's own."""

    pk: int
    version: int
    at: datetime
    html: SafeString
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a new thread may be about."""

    word: str
    title: str


@dataclass(frozen=True, slots=True)
class Threads:
    """A page of threads, and the address of those that follow ("" if there are none)."""

    cards: Sequence[ThreadCard]
    following: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """The panel; `key` and `pk` name the thing as addresses do, `abouts` what of it a thread may be about."""

    key: str
    pk: int
    kind: str
    title: str
    address: str
    threads: Threads
    notes: Sequence[NoteLine]
    abouts: Sequence[Choice]
    may_comment: bool
    is_watching: bool

    @property
    def word(self) -> str:
        """Return the thing in one word, as forms name it."""
        return f"{self.key}-{self.pk}"


def conversation(user: User, thing: Thing) -> Conversation:
    """Return what is said about a visible thing, in a number of queries that depends on the kinds in it alone."""
    kind = kind_of(thing)
    return Conversation(
        key=kind.key,
        pk=thing.pk,
        kind=kind.title,
        title=title_of(thing),
        address=kind.page(thing),
        threads=threads_of(user, thing),
        notes=[note_line(note) for note in own_notes_about(user, thing)],
        abouts=_abouts(thing),
        may_comment=can_comment(user, thing),
        is_watching=is_watching(user, thing),
    )


def threads_of(user: User, thing: Thing, *, after: str = "") -> Threads:
    """Return the next threads of the panel."""
    page = thread_page(user, shown_threads(user, thing), after=after)
    key = key_of(thing)
    address = reverse("more-threads", args=key)
    following = f"{address}?{urlencode({'after': page.following})}" if page.following else ""
    return Threads(thread_cards(page.threads, user=user, shown=key), following)


def shown_threads(user: User, thing: Thing) -> QuerySet[Thread]:
    """Return the threads that the panel of a visible thing shows: of a customer those of its visible projects too."""
    if isinstance(thing, Customer):
        return threads_of_customer(thing, list(projects_of(user, thing).values_list("pk", flat=True)))
    return threads_about(thing)


def key_of(thing: Thing) -> Key:
    """Return a thing as events and addresses name it."""
    return (kind_of(thing).key, thing.pk)


def note_line(note: PrivateNote) -> NoteLine:
    """Return a note as it is shown."""
    return NoteLine(note.pk, note.version, note.at, said(note.text, ()), note.edited_at is not None)


def _abouts(thing: Thing) -> list[Choice]:
    """Return, for a row of the plan table, the row and the lines of its cells; for anything else nothing to choose."""
    if not isinstance(thing, FollowUp):
        return []
    lines = [*thing.actions.all(), *thing.objections.all(), *thing.risks.all()]
    if not lines:
        return []
    whole = Choice(f"followup-{thing.pk}", kind_of(thing).title)
    return [whole, *(_choice(line) for line in lines)]


def _choice(thing: Thing) -> Choice:
    kind = kind_of(thing)
    return Choice(f"{kind.key}-{thing.pk}", f"{kind.title} · {title_of(thing)[:40]}")
