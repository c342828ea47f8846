"""A person's own notifications."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from genjin.conversation.queries.things import thing_seen
from genjin.customers.models import Customer
from genjin.notifications.models import Notification, NotificationLine
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_customers, visible_projects

MOST_LINES = 8


def own_notifications(user: User) -> QuerySet[Notification]:
    """Return what this person was told about things that it may still see, the latest first."""
    rows = Notification.objects.filter(person=user).order_by("-told_at", "-pk")
    if user.is_administrator:
        return rows.filter(Q(project=None) | Q(project__deleted_at=None))
    seen = Q(project__in=visible_projects(user)) | Q(project=None, customer=None)
    return rows.filter(seen | Q(project=None, customer__in=visible_customers(user)))


def with_lines(notifications: QuerySet[Notification]) -> QuerySet[Notification]:
    """Read the news along, the latest first, in a constant number of queries."""
    lines = NotificationLine.objects.select_related("by").order_by("-at", "-pk")
    rows = notifications.select_related("project__customer", "customer")
    return rows.prefetch_related(Prefetch("lines", lines, to_attr="latest_lines"))


@dataclass(frozen=True, slots=True)
class Unread:
    """How many notifications a person has not read: of what it may see, and `in_all`, by which a page tells news."""

    seen: int = 0
    in_all: int = 0


def unread_in_all(user: User) -> int:
    """Return how many notifications the person has not read, whatever they are about; one short query."""
    return Notification.objects.filter(person=user, read_at=None).count()


def unread(user: User) -> Unread:
    """Return how many notifications the person has not read; on most pages of most people one short query."""
    in_all = unread_in_all(user)
    return Unread(own_notifications(user).filter(read_at=None).order_by().count() if in_all else 0, in_all)


def older_than(notifications: QuerySet[Notification], told_at: datetime, pk: int) -> QuerySet[Notification]:
    """Return those that come after a place in the list."""
    return notifications.filter(Q(told_at__lt=told_at) | Q(told_at=told_at, pk__lt=pk))


def subject_of(user: User, notification: Notification) -> object | None:
    """Return the thing that a notification is about, if it is still there and seen; else its project or customer."""
    thing = thing_seen(user, notification.subject_type, notification.subject_id)
    if thing is not None:
        return thing
    place: Project | Customer | None = notification.project or notification.customer
    return place
