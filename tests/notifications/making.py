"""Channels and deliveries as tests need them, made straight away."""

from genjin.core import clock
from genjin.notifications.models import Channel, ChannelKind, Delivery
from genjin.notifications.operations.deliver import deliver_next
from genjin.people.models import User


def robot(kind: str, address: str, **values: object) -> Channel:
    return Channel.objects.create(kind=kind, name="大客户群", address=address, created_at=clock.now(), **values)


def webhook(person: User, address: str) -> Channel:
    values = {"kind": ChannelKind.WEBHOOK, "name": "hook", "address": address, "created_at": clock.now()}
    return Channel.objects.create(person=person, **values)


def mail_channel(person: User, email: str) -> Channel:
    person.email = email
    person.save(update_fields=["email"])
    return Channel.objects.create(kind=ChannelKind.EMAIL, name="E-mail", person=person, created_at=clock.now())


def deliver_all() -> int:
    count = 0
    while deliver_next():
        count += 1
    return count


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))
