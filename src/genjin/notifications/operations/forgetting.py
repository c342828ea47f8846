"""Forgetting what nobody will look at any more."""

from datetime import timedelta

from genjin.core import clock
from genjin.notifications.models import Delivery, DeliveryState, Notification, RaisedReminder

# read notifications, and what was sent; what failed stays as long as the read ones
READ_DAYS, UNREAD_DAYS, SENT_DAYS = timedelta(days=90), timedelta(days=365), timedelta(days=30)
DONE = (DeliveryState.SENT, DeliveryState.DROPPED)
BATCH = 500


def forget_old_notifications() -> bool:
    """Delete some of what is old; tell whether there may be more."""
    now = clock.now()
    old = (
        Delivery.objects.filter(state__in=DONE, created_at__lt=now - SENT_DAYS),
        Delivery.objects.filter(created_at__lt=now - READ_DAYS),
        Notification.objects.filter(read_at__lt=now - READ_DAYS),
        Notification.objects.filter(told_at__lt=now - UNREAD_DAYS),
        RaisedReminder.objects.filter(kind="unanswered", at__lt=now - READ_DAYS),
    )
    found = False
    for rows in old:
        pks = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if pks:
            rows.model._default_manager.filter(pk__in=pks).delete()
            found = True
    return found
