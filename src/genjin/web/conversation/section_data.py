"""The section of a project's and a customer's page that shows what is being talked about."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.conversation.kinds import Thing
from genjin.conversation.models import Comment
from genjin.conversation.queries.reading import ReadThread, thread_page
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.web.conversation.panel_data import key_of, shown_threads
from genjin.web.conversation.said import excerpt
from genjin.web.customers.customer_page import CustomerPage
from genjin.web.projects.project_page import ProjectPage

MOST = 5
SECTIONS = ("project", "customer")


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what, in one line."""

    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One thread in short; `key` and `pk` lead to the panel of what it is about."""

    first: Said
    latest: Said | None
    kind: str
    title: str
    key: str
    pk: int
    thread: int
    answers: int
    is_resolved: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The latest threads, open ones first; `key` and `pk` name whose they are."""

    key: str
    pk: int
    lines: Sequence[ThreadLine]
    has_more: bool
    may_comment: bool


def section(user: User, thing: Thing) -> Section:
    """Return what is said about a visible project or customer and within it."""
    page = thread_page(user, shown_threads(user, thing), size=MOST)
    lines = [line for read in page.threads if (line := _line(read)) is not None]
    key, pk = key_of(thing)
    return Section(key, pk, lines, bool(page.following), can_write(user))


def section_of_project(page: ProjectPage) -> Section | None:
    """Return the section of a project's page; none for an earlier day: what was said is no part of the plan."""
    return section(page.user, page.plan.project) if page.at is None else None


def section_of_customer(page: CustomerPage) -> Section:
    """Return the section of a customer's page."""
    return section(page.user, page.customer)


def _line(read: ReadThread) -> ThreadLine | None:
    said = [comment for comment in read.comments if not comment.is_deleted]
    if not said:
        return None
    key, pk = read.subject.key
    return ThreadLine(
        first=_said(said[0]),
        latest=_said(said[-1]) if len(said) > 1 else None,
        kind=read.subject.kind.title,
        title=read.subject.title,
        key=key,
        pk=pk,
        thread=read.thread.pk,
        answers=len(said) - 1,
        is_resolved=read.thread.is_resolved,
    )


def _said(comment: Comment) -> Said:
    return Said(str(comment.by or ""), excerpt(comment.text, 90))
