"""Marking notifications as read, or as unread again: everybody's own matter."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.notifications.models import Notification
from genjin.people.models import User


def mark_read(notifications: Sequence[Notification], *, by: User, read: bool = True) -> int:
    """Mark as read or unread; returns how many changed. Only one's own. What happens later opens it again."""
    if any(notification.person_id != by.pk for notification in notifications):
        raise NotAllowed(_("These notifications are somebody else's."))
    pks = [notification.pk for notification in notifications]
    rows = Notification.objects.filter(pk__in=pks, person=by, read_at__isnull=read)
    return rows.update(read_at=clock.now() if read else None)


def mark_all_read(*, by: User) -> int:
    """Mark everything as read that this person was told up to now; returns how many those were."""
    return Notification.objects.filter(person=by, read_at=None).update(read_at=clock.now())
