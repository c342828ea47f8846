"""Where a notification leads."""

from collections.abc import Mapping

from django.db.models import Model
from django.urls import reverse

from genjin.conversation.kinds import KINDS
from genjin.customers.models import Customer
from genjin.notifications.models import Notification, Topic
from genjin.notifications.queries.inbox import subject_of
from genjin.people.models import User

SIGNALS = {Topic.SIGNAL_FOUND, Topic.SIGNAL_UNANSWERED, Topic.SIGNAL_CONFIRMED}
TALK = {Topic.MENTION, Topic.COMMENT}
ICONS: Mapping[Topic, str] = {
    Topic.ACTION_ASSIGNED: "user-plus",
    Topic.ACTION_DUE: "clock",
    Topic.ACTION_OVERDUE: "alert-triangle",
    Topic.NEXT_STEP_CLOSED: "circle-check",
    Topic.MENTION: "message-circle",
    Topic.COMMENT: "message",
    Topic.SIGNAL_FOUND: "activity-heartbeat",
    Topic.SIGNAL_UNANSWERED: "hourglass",
    Topic.SIGNAL_CONFIRMED: "activity-heartbeat",
    Topic.STAGE_MOVED: "arrow-right",
    Topic.PROJECT_ENDED: "flag",
    Topic.HEALTH_RED: "alert-triangle",
    Topic.NO_NEXT_STEP: "help",
    Topic.FOLLOW_UP: "edit",
    Topic.HANDED_OVER: "users",
    Topic.CHANNEL_OFF: "bell",
}


def address_of(user: User, notification: Notification) -> str:
    """Return the page that shows what a notification is about, as near to it as there is one; of words the words."""
    if notification.subject_type == "channel":
        return reverse("notification-settings") if not user.is_administrator else reverse("channels")
    if notification.topic in SIGNALS and notification.project_id:
        return f"{reverse('signals')}?project={notification.project_id}"
    thing = subject_of(user, notification)
    if isinstance(thing, Model):
        kind = KINDS.get(str(thing._meta.model_name))
        if kind is not None and notification.topic in TALK:
            return reverse("conversation", args=[kind.key, thing.pk])
        if isinstance(thing, Customer):
            return reverse("customer", args=[thing.pk])
        if kind is not None:
            return kind.page(thing)
    return reverse("notifications")
