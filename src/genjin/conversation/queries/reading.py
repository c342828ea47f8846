"""Threads as they are read: open ones first, the latest of each first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from genjin.conversation.models import Comment, Mention, Thread
from genjin.conversation.queries.subjects import Subject, subjects_of
from genjin.people.models import User

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ReadThread:
    """A thread with its comments in their order, deleted ones too: whoever shows them leaves their words out.

    Each comment has its author and its `mentions` at hand.
    """

    thread: Thread
    comments: Sequence[Comment]
    subject: Subject


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Some threads, and the cursor after which the next ones stand ("" if there are none)."""

    threads: Sequence[ReadThread]
    following: str


def thread_page(user: User, threads: QuerySet[Thread], *, after: str = "", size: int = PAGE_SIZE) -> ThreadPage:
    """Return the next of the threads, in a number of queries that depends on the kinds among them alone."""
    is_closed = Case(When(resolved_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = threads.annotate(is_closed=is_closed).order_by("is_closed", "-last_at", "-pk")
    found = list(_later(ordered, after).select_related("resolved_by")[: size + 1])
    shown = found[:size]
    following = _cursor(shown[-1]) if len(found) > size else ""
    return ThreadPage(_with_comments(user, shown), following)


def read_thread(user: User, thread: Thread) -> ReadThread | None:
    """Return one visible thread as it is read; None where it is about nothing that this person may see."""
    whole = Thread.objects.select_related("resolved_by").get(pk=thread.pk)
    return next(iter(_with_comments(user, [whole])), None)


def _with_comments(user: User, threads: Sequence[Thread]) -> list[ReadThread]:
    mentions = Prefetch("mentions", Mention.objects.select_related("person"))
    said: dict[int, list[Comment]] = {}
    comments = Comment.objects.filter(thread__in=[thread.pk for thread in threads])
    for comment in comments.select_related("by").prefetch_related(mentions).order_by("pk"):
        said.setdefault(comment.thread_id, []).append(comment)
    subjects = subjects_of(user, threads)
    return [
        ReadThread(thread, said.get(thread.pk, []), subjects[thread.pk]) for thread in threads if thread.pk in subjects
    ]


def _cursor(thread: Thread) -> str:
    return f"{int(thread.is_resolved)}~{thread.last_at.isoformat()}~{thread.pk}"


def _later(threads: QuerySet[Thread], after: str) -> QuerySet[Thread]:
    """Leave out the threads up to the cursor; what is none leaves out nothing."""
    try:
        closed, moment, pk = after.split("~")
        place = (int(closed), datetime.fromisoformat(moment), int(pk))
    except ValueError:
        return threads
    if place[0] not in {0, 1} or place[1].tzinfo is None or not 0 < place[2] < 2**63:
        return threads
    later = Q(last_at__lt=place[1]) | Q(last_at=place[1], pk__lt=place[2])
    return threads.filter(Q(is_closed__gt=place[0]) | Q(later, is_closed=place[0]))
