"""Which ways out of the product there are."""

from collections.abc import Iterable

from django.db.models import Case, Count, Q, QuerySet, When

from genjin.notifications.models import ROBOTS, Channel, ChannelKind, Delivery, DeliveryState
from genjin.people.models import Department, Role, User
from genjin.people.queries.departments import department_ids_below

IN_TROUBLE = (DeliveryState.FAILED, DeliveryState.UNSURE)


def own_channels(user: User) -> QuerySet[Channel]:
    """Return a person's own channels; the e-mail first."""
    return Channel.objects.filter(person=user).order_by(Case(When(kind=ChannelKind.EMAIL, then=0), default=1), "pk")


def group_channels(user: User) -> QuerySet[Channel]:
    """Return the robots of groups that this person may set up: all, or a manager those of the departments below."""
    robots = _robots()
    return robots if user.is_administrator else robots.filter(department__in=departments_in_care(user))


def robots_to_post_to(user: User) -> QuerySet[Channel]:
    """Return the robots in use through which this person may say something to a group."""
    robots = _robots().filter(is_active=True)
    if user.is_administrator:
        return robots
    departments = {user.department_id, *departments_in_care(user)} - {None}
    return robots.filter(Q(department=None) | Q(department__in=departments))


def departments_in_care(user: User) -> frozenset[int]:
    """Return the ids of the departments whose robots this person may set up as their manager."""
    return department_ids_below(user) if user.role == Role.MANAGER else frozenset()


def _robots() -> QuerySet[Channel]:
    robots = Channel.objects.filter(person=None, kind__in=ROBOTS).select_related("department")
    return robots.order_by("department__name", "name", "pk")


def active_channels_of(person_ids: Iterable[int]) -> dict[int, list[Channel]]:
    """Return by person the channels in use; an e-mail channel only where the person has an address."""
    found: dict[int, list[Channel]] = {}
    channels = Channel.objects.filter(person__in=set(person_ids), is_active=True, person__is_active=True)
    for channel in channels.exclude(kind=ChannelKind.EMAIL, person__email="").order_by("pk"):
        if channel.person_id is not None:
            found.setdefault(channel.person_id, []).append(channel)
    return found


def all_channels() -> QuerySet[Channel]:
    """Return every channel, those in trouble first, with how many deliveries wait and failed: for administrators."""
    waiting = Count("deliveries", filter=Q(deliveries__state=DeliveryState.QUEUED))
    troubled = Count("deliveries", filter=Q(deliveries__state__in=IN_TROUBLE))
    channels = Channel.objects.select_related("person", "department")
    return channels.annotate(waiting=waiting, troubled=troubled).order_by("is_active", "-failures", "name", "pk")


def troubled_deliveries(most: int) -> list[Delivery]:
    """Return the latest deliveries that failed or were perhaps sent."""
    deliveries = Delivery.objects.filter(state__in=IN_TROUBLE).select_related("channel__person", "channel__department")
    return list(deliveries.order_by("-pk")[:most])


def waiting_count() -> int:
    """Return how many deliveries wait or are on their way."""
    return Delivery.objects.filter(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]).count()


def visible_channels(user: User) -> QuerySet[Channel]:
    """Return one's own channels and the robots in one's care; an administrator sees all."""
    channels = Channel.objects.select_related("person", "department")
    if user.is_administrator:
        return channels
    return channels.filter(Q(person=user) | Q(person=None, department__in=departments_in_care(user)))


def visible_deliveries(user: User) -> QuerySet[Delivery]:
    """Return what goes out on the channels that this person sees."""
    return Delivery.objects.filter(channel__in=visible_channels(user)).select_related("channel")


def departments_to_manage(user: User) -> QuerySet[Department]:
    """Return the departments whose robots this person may set up."""
    departments = Department.objects.order_by("name", "pk")
    return departments if user.is_administrator else departments.filter(pk__in=departments_in_care(user))
