"""Writing for oneself alone. No event tells of it: that there is a note is nobody else's business either."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.conversation import policies
from genjin.conversation.kinds import Thing, placed_at
from genjin.conversation.models import Comment, PrivateNote
from genjin.conversation.operations.comments import open_thread
from genjin.conversation.queries.things import target_of
from genjin.conversation.rules import checked_text
from genjin.core import clock
from genjin.core.errors import NotAllowed, StaleEdit, WrongState
from genjin.people.models import User
from genjin.pipeline.operations.entries import locked
from genjin.planning.search import searchable


@transaction.atomic
def keep_note(thing: Thing, text: str, *, by: User) -> PrivateNote:
    """Keep a note about a thing, for its author alone."""
    if not policies.can_comment(by, thing):
        raise NotAllowed(_("You may read this, but keep no notes about it."))
    text = checked_text(text)
    return PrivateNote.objects.create(**placed_at(thing), by=by, at=clock.now(), text=text, words=searchable(text))


@transaction.atomic
def edit_note(note: PrivateNote, text: str, *, expected_version: int, by: User) -> PrivateNote:
    """Change one's own note."""
    _refuse_unless_own(by, note)
    text = checked_text(text)
    now = locked(note)
    _refuse_deleted(now)
    if now.version != expected_version:
        raise StaleEdit(_("You changed this in another window meanwhile."), theirs={"text": now.text})
    if text != now.text:
        PrivateNote.objects.filter(pk=now.pk).update(
            text=text, words=searchable(text), edited_at=clock.now(), version=F("version") + 1
        )
        now.refresh_from_db()
    return now


@transaction.atomic
def delete_note(note: PrivateNote, *, by: User) -> PrivateNote:
    """Hide one's own note; it can be restored."""
    return _hide(note, by, hide=True)


@transaction.atomic
def restore_note(note: PrivateNote, *, by: User) -> PrivateNote:
    """Show one's own deleted note again."""
    return _hide(note, by, hide=False)


@transaction.atomic
def share_note(note: PrivateNote, *, by: User) -> Comment:
    """Say to everybody what one's own note says: it becomes a comment. Records `comment.added`."""
    _refuse_unless_own(by, note)
    now = locked(note)
    _refuse_deleted(now)
    thing = target_of(now)
    if thing is None:
        raise WrongState(_("What this was about is no longer there."))
    comment = open_thread(thing, now.text, by=by)
    _hide(now, by, hide=True)
    return comment


def _hide(note: PrivateNote, by: User, *, hide: bool) -> PrivateNote:
    _refuse_unless_own(by, note)
    now = locked(note)
    if now.is_deleted != hide:
        now.deleted_at = clock.now() if hide else None
        now.version += 1
        now.save(update_fields=["deleted_at", "version"])
    return now


def _refuse_unless_own(by: User, note: PrivateNote) -> None:
    if not policies.can_change_note(by, note):
        raise NotAllowed(_("Only its author can change it."))


def _refuse_deleted(note: PrivateNote) -> None:
    if note.is_deleted:
        raise WrongState(_("This note was deleted meanwhile; bring it back first."))
