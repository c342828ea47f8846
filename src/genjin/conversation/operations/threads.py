"""Saying that a question is answered, or that it is not after all."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.conversation.models import Thread
from genjin.conversation.operations.comments import refuse_unless_allowed, tell, thing_or_refuse
from genjin.core import clock
from genjin.core.errors import WrongState
from genjin.people.models import User
from genjin.pipeline.operations.entries import locked


@transaction.atomic
def resolve_thread(thread: Thread, *, by: User) -> Thread:
    """Close a thread: its question is answered. Refuses one that is closed already. Records `comment.resolved`."""
    return _close(thread, by, is_resolved=True)


@transaction.atomic
def reopen_thread(thread: Thread, *, by: User) -> Thread:
    """Open a resolved thread again. Refuses one that is open. Records `comment.reopened`."""
    return _close(thread, by, is_resolved=False)


def _close(thread: Thread, by: User, *, is_resolved: bool) -> Thread:
    thing = thing_or_refuse(thread)
    refuse_unless_allowed(by, thing)
    now = locked(thread)
    if now.is_deleted:
        raise WrongState(_("This thread was deleted meanwhile."))
    if now.is_resolved == is_resolved:
        already = _("This thread is resolved already.") if is_resolved else _("This thread is open already.")
        raise WrongState(already)
    now.resolved_at, now.resolved_by = (clock.now(), by) if is_resolved else (None, None)
    now.save(update_fields=["resolved_at", "resolved_by"])
    first = now.comments.filter(deleted_at=None).earliest("pk")
    tell("comment.resolved" if is_resolved else "comment.reopened", thing, first, by, mentions=[])
    return now
