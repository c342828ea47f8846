"""Threads as the pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from genjin.conversation.models import Comment
from genjin.conversation.queries.reading import ReadThread
from genjin.conversation.queries.subjects import Key
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.web.conversation.said import excerpt, said

FEW = 8  # comments of a thread that are shown at once; what was said between the first and the last six is folded
LATEST = 6


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment; of a deleted one nothing is left but that it was there."""

    pk: int
    version: int
    by: str
    initial: str
    at: datetime
    html: SafeString
    is_edited: bool
    is_deleted: bool
    may_edit: bool
    may_delete: bool


@dataclass(frozen=True, slots=True)
class About:
    """What a thread is about, where the page does not say it anyway."""

    kind: str
    title: str
    address: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class ThreadCard:
    """One thread: first comment, folded ones, the latest. `key` and `target` name what it is about, `box` its field."""

    pk: int
    key: str
    target: int
    box: str
    first: Sequence[CommentLine]
    folded: Sequence[CommentLine]
    latest: Sequence[CommentLine]
    about: About | None
    is_resolved: bool
    resolved_by: str
    may_comment: bool
    label: str


def thread_cards(read: Iterable[ReadThread], *, user: User, shown: Key | None) -> list[ThreadCard]:
    """Return the threads as cards; `shown` is the thing that the page is about: threads about it need not say so."""
    return [thread_card(entry, user=user, shown=shown) for entry in read]


def thread_card(read: ReadThread, *, user: User, shown: Key | None) -> ThreadCard:
    """Return one thread as a card; comments that were deleted are left out, but for the first."""
    lines = [_line(comment, user) for place, comment in enumerate(read.comments) if not (comment.is_deleted and place)]
    if len(lines) > FEW:
        first, folded, latest = lines[:1], lines[1:-LATEST], lines[-LATEST:]
    else:
        first, folded, latest = lines, [], []
    subject, thread = read.subject, read.thread
    is_elsewhere = subject.is_gone or subject.key != shown
    about = About(subject.kind.title, subject.title, subject.address, subject.is_gone) if is_elsewhere else None
    told = next((comment.text for comment in read.comments if not comment.is_deleted), "")
    return ThreadCard(
        pk=thread.pk,
        key=subject.key[0],
        target=subject.key[1],
        box=f"reply-{thread.pk}",
        first=first,
        folded=folded,
        latest=latest,
        about=about,
        is_resolved=thread.is_resolved,
        resolved_by=str(thread.resolved_by or ""),
        may_comment=can_write(user),
        label=_("Thread: %(words)s") % {"words": excerpt(told, 40)},
    )


def _line(comment: Comment, user: User) -> CommentLine:
    own = comment.by_id == user.pk
    name = str(comment.by) if comment.by else _("Somebody who left")
    return CommentLine(
        pk=comment.pk,
        version=comment.version,
        by=name,
        initial=name[:1],
        at=comment.at,
        html=SafeString() if comment.is_deleted else comment_html(comment),
        is_edited=comment.edited_at is not None,
        is_deleted=comment.is_deleted,
        may_edit=own and can_write(user),
        may_delete=(own or user.is_administrator) and can_write(user),
    )


def comment_html(comment: Comment) -> SafeString:
    """Return what a comment says, those it mentions marked; its mentions are at hand with their people."""
    people = [mention.person for mention in comment.mentions.all()]
    return said(comment.text, [word for person in people for word in (person.name, person.username)])
