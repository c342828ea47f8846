"""Which attachments of follow-ups a person may see."""

from django.db.models import QuerySet

from genjin.people.models import User
from genjin.pipeline.queries.entries import deleted_entries, visible_entries
from genjin.planning.models import Attachment, FollowUp


def visible_attachments(user: User) -> QuerySet[Attachment]:
    """Return the attachments of the rows that this person may see."""
    return _of_shown_rows(visible_entries(user, Attachment))


def deleted_attachments(user: User) -> QuerySet[Attachment]:
    """Return the deleted attachments of the rows that this person may see: what can be restored."""
    return _of_shown_rows(deleted_entries(user, Attachment))


def attachments_of(follow_up: FollowUp) -> QuerySet[Attachment]:
    """Return the attachments of a visible row, in their order."""
    return Attachment.objects.filter(follow_up=follow_up, deleted_at__isnull=True).select_related("by")


def _of_shown_rows(found: QuerySet[Attachment]) -> QuerySet[Attachment]:
    return found.filter(follow_up__deleted_at__isnull=True).select_related("follow_up", "by")
