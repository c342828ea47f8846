"""Saying something about a thing, answering, and changing or taking back one's own words."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.conversation import policies
from genjin.conversation.kinds import Thing, kind_of, placed_at
from genjin.conversation.models import Comment, Thread
from genjin.conversation.operations.mentions import people_mentioned, settle_own, write_mentions
from genjin.conversation.operations.watching import start_watching
from genjin.conversation.queries.things import owner_of, target_of
from genjin.conversation.rules import checked_text
from genjin.core import clock
from genjin.core.errors import NotAllowed, StaleEdit, WrongState
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.operations.entries import locked
from genjin.planning.search import searchable


@transaction.atomic
def open_thread(thing: Thing, text: str, *, by: User) -> Comment:
    """Say something about a thing, as the first comment of a thread. Records `comment.added`."""
    refuse_unless_allowed(by, thing)
    text = checked_text(text)
    people = people_mentioned(text, thing, by=by)
    thread = Thread.objects.create(**placed_at(thing), last_at=clock.now())
    return _say(thread, thing, text, people, by)


@transaction.atomic
def reply(thread: Thread, text: str, *, by: User) -> Comment:
    """Answer in a thread; a resolved one is open again. Records `comment.added`."""
    thing = thing_or_refuse(thread)
    refuse_unless_allowed(by, thing)
    text = checked_text(text)
    people = people_mentioned(text, thing, by=by)
    thread = locked(thread)
    if thread.is_deleted:
        raise WrongState(_("This thread was deleted meanwhile; what you wrote is still here."))
    _follow_thing(thread, thing)
    thread.last_at, thread.resolved_at, thread.resolved_by = clock.now(), None, None
    thread.save(update_fields=["target_type", "target_id", "target_words", "last_at", "resolved_at", "resolved_by"])
    return _say(thread, thing, text, people, by)


@transaction.atomic
def edit_comment(comment: Comment, text: str, *, expected_version: int, by: User) -> Comment:
    """Change one's own words; who is named anew is asked. Records `comment.edited` where anything differs."""
    thing = thing_or_refuse(comment.thread)
    if not policies.can_edit_comment(by, comment):
        raise NotAllowed(_("Only its author can change it."))
    refuse_unless_allowed(by, thing)
    text = checked_text(text)
    now = locked(comment)
    _refuse_deleted(now)
    if now.version != expected_version:
        raise StaleEdit(_("You changed this in another window meanwhile."), theirs={"text": now.text})
    known = set(now.mentions.values_list("person", flat=True))
    people = people_mentioned(text, thing, by=by, known=known)
    if text == now.text:
        return now
    Comment.objects.filter(pk=now.pk).update(
        text=text, words=searchable(text), edited_at=clock.now(), version=F("version") + 1
    )
    fresh = write_mentions(now, people)
    start_watching(fresh, thing)
    tell("comment.edited", thing, now, by, mentions=fresh)
    now.refresh_from_db()
    return now


@transaction.atomic
def delete_comment(comment: Comment, *, by: User) -> Comment:
    """Hide a comment, and its thread when nothing else stands in it; it can be restored. Records `comment.deleted`."""
    return _hide(comment, by, hide=True)


@transaction.atomic
def restore_comment(comment: Comment, *, by: User) -> Comment:
    """Show a deleted comment again, and its thread. Records `comment.restored`."""
    return _hide(comment, by, hide=False)


def refuse_unless_allowed(by: User, thing: Thing) -> None:
    """Refuse who may not say anything about the thing."""
    if not policies.can_comment(by, thing):
        raise NotAllowed(_("You may read this, but say nothing about it."))


def thing_or_refuse(thread: Thread) -> Thing:
    """Return what a thread is about; refuses one whose thing is gone without a row that stands for it."""
    thing = target_of(thread)
    if thing is None:
        raise WrongState(_("What this was about is no longer there."))
    return thing


def tell(kind: str, thing: Thing, comment: Comment, by: User, *, mentions: list[int]) -> None:
    """Record what happened in a thread; its words stay in the thread alone, where they can be changed and deleted."""
    owner = owner_of(thing)
    is_customer = isinstance(owner, Customer)
    record(
        kind,
        thing,
        by=by,
        project_id=None if is_customer else owner.pk,
        customer_id=owner.pk if is_customer else None,
        name=comment.thread.target_words,
        thread=comment.thread_id,
        comment=comment.pk,
        mentions=mentions,
    )


def _say(thread: Thread, thing: Thing, text: str, people: list[User], by: User) -> Comment:
    comment = Comment.objects.create(thread=thread, by=by, at=clock.now(), text=text, words=searchable(text))
    fresh = write_mentions(comment, people)
    settle_own(thread, by)
    start_watching([by.pk, *fresh], thing)
    tell("comment.added", thing, comment, by, mentions=fresh)
    return comment


def _follow_thing(thread: Thread, thing: Thing) -> None:
    """Let a thread whose line was written anew go on in its row, with all who took part; its old name stays."""
    if (thread.target_type, thread.target_id) == (kind_of(thing).key, thing.pk):
        thread.target_words = placed_at(thing)["target_words"]
        return
    if isinstance(thing, Customer):  # merged: the thread stays where it was, for the day on which they part again
        return
    comments = Comment.objects.filter(thread=thread)
    authors = comments.filter(by__isnull=False).values_list("by", flat=True)
    start_watching([pk for pk in (*authors, *comments.values_list("mentions__person", flat=True)) if pk], thing)
    thread.target_type, thread.target_id = kind_of(thing).key, thing.pk


def _hide(comment: Comment, by: User, *, hide: bool) -> Comment:
    thing = thing_or_refuse(comment.thread)
    if not policies.can_delete_comment(by, comment):
        raise NotAllowed(_("Only its author can delete it or bring it back."))
    refuse_unless_allowed(by, thing)
    thread = locked(comment.thread)
    now = locked(comment)
    if now.is_deleted == hide:
        return now
    now.deleted_at = clock.now() if hide else None
    now.version += 1
    now.save(update_fields=["deleted_at", "version"])
    last = thread.comments.filter(deleted_at=None).order_by("-at").first()
    thread.deleted_at = clock.now() if last is None else None
    thread.last_at = last.at if last else thread.last_at
    thread.save(update_fields=["deleted_at", "last_at"])
    tell("comment.deleted" if hide else "comment.restored", thing, now, by, mentions=[])
    return now


def _refuse_deleted(comment: Comment) -> None:
    if comment.is_deleted:
        raise WrongState(_("This comment was deleted meanwhile; bring it back first."))
