"""Setting up channels, testing them, switching them off and on, and having something sent again."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.notifications import policies
from genjin.notifications.channels import CHANNEL_TYPES
from genjin.notifications.models import ROBOTS, Channel, ChannelKind, Delivery, DeliveryState, Topic
from genjin.notifications.operations.robots import queue_post
from genjin.notifications.topics import GROUP_TOPICS
from genjin.people.models import Department, User
from genjin.people.operations.audit import write_audit

LONGEST_ADDRESS = 2000
MOST_CHANNELS = 10
WORTH_TELLING = timedelta(days=1)
AGAIN = (DeliveryState.FAILED, DeliveryState.UNSURE)


@transaction.atomic
def add_own_channel(*, kind: ChannelKind, name: str, address: str, by: User) -> Channel:
    """Add a webhook, another service or the e-mail of one's own. Refuses an address that cannot be used."""
    if not by.is_active:
        raise NotAllowed(_("You cannot add channels."))
    if kind in ROBOTS:
        raise RuleBroken(_("Group robots are set up by managers."), field="kind")
    own = Channel.objects.filter(person=by)
    if own.count() >= MOST_CHANNELS:
        raise WrongState(_("Ten channels are enough; remove one first."))
    if kind == ChannelKind.EMAIL:
        if not by.email:
            raise RuleBroken(_("There is no e-mail address of yours here; ask an administrator."), field="kind")
        if own.filter(kind=kind).exists():
            raise WrongState(_("E-mails are on already."))
    return _added(Channel(kind=kind, name=_name(name, kind), person=by, address=_checked(kind, address, "")))


@transaction.atomic
def add_robot(
    *,
    kind: ChannelKind,
    name: str,
    address: str,
    signing_secret: str = "",
    department: Department | None = None,
    topics: Collection[str] = (),
    language: str = "zh-hans",
    by: User,
) -> Channel:
    """Add the robot of a group's chat: of a department, or of everybody. Writes the audit."""
    if not policies.can_manage_channel_of(by, department):
        raise NotAllowed(_("Only an administrator, or a manager of the department, can set up its robot."))
    if kind not in ROBOTS:
        raise RuleBroken(_("A group has a robot of WeCom, DingTalk or Feishu."), field="kind")
    channel = Channel(
        kind=kind,
        name=_name(name, kind),
        department=department,
        address=_checked(kind, address, signing_secret),
        signing_secret=signing_secret.strip(),
        topics=_group_topics(topics),
        language=language,
    )
    _added(channel)
    write_audit("channel.added", by=by, target=channel, of=str(kind))
    return channel


@transaction.atomic
def change_robot(channel: Channel, *, name: str, topics: Collection[str], language: str, by: User) -> Channel:
    """Change what a group's chat is called and told; another address is another robot."""
    _refuse_unless_allowed(channel, by)
    if not channel.is_of_group:
        raise RuleBroken(_("This is a person's own channel, not a group's robot."), field="channel")
    channel.name, channel.language = _name(name, ChannelKind(channel.kind)), language
    channel.topics = _group_topics(topics)
    channel.save(update_fields=["name", "topics", "language"])
    return channel


@transaction.atomic
def remove_channel(channel: Channel, *, by: User) -> None:
    """Remove a channel with what waits for it. That of a group is written into the audit."""
    _refuse_unless_allowed(channel, by)
    if channel.kind == ChannelKind.EMAIL:  # it would be made anew
        raise RuleBroken(_("E-mail can be switched off, not removed."), field="channel")
    if channel.is_of_group:
        write_audit("channel.removed", by=by, target=channel, of=channel.kind)
    channel.delete()


@transaction.atomic
def switch_channel(channel: Channel, *, on: bool, by: User) -> Channel:
    """Switch a channel on, with its failures forgotten, or off: what waits for it waits on.

    What should have left more than a day ago is not sent any more: it has long stood in everybody's list.
    """
    _refuse_unless_allowed(channel, by)
    if channel.is_active == on:
        raise WrongState(_("It is in that state already."))
    channel.is_active, channel.failures, channel.switched_off_at, channel.busy_until = on, 0, None, None
    channel.save(update_fields=["is_active", "failures", "switched_off_at", "busy_until"])
    late = Delivery.objects.filter(
        channel=channel, state=DeliveryState.QUEUED, not_before__lt=clock.now() - WORTH_TELLING
    )
    late.update(state=DeliveryState.DROPPED, is_open=False)
    return channel


def offer_mails(person: User) -> None:
    """Let a person who has an address be mailed, where there is a mail server and nothing was said of it yet."""
    if (
        settings.EMAIL_HOST
        and person.email
        and not Channel.objects.filter(person=person, kind=ChannelKind.EMAIL).exists()
    ):
        name = str(ChannelKind.EMAIL.label)
        channel = Channel(person=person, kind=ChannelKind.EMAIL, name=name, created_at=clock.now())
        Channel.objects.bulk_create([channel], ignore_conflicts=True)


def switch_mail_off(channel_id: int) -> Channel | None:
    """Switch somebody's mails off, as the link at the foot of each mail asks; None where there is no such channel."""
    mails = Channel.objects.filter(pk=channel_id, kind=ChannelKind.EMAIL)
    mails.filter(is_active=True).update(is_active=False)
    return mails.select_related("person").first()


@transaction.atomic
def send_test(channel: Channel, *, by: User) -> Delivery:
    """Queue a message that says nothing but that it arrived. Refuses a channel that is switched off.

    One that is left alone for being busy is called again: whoever tests it wants to know now.
    """
    _refuse_unless_allowed(channel, by)
    if not channel.is_active:
        raise WrongState(_("This channel is switched off."))
    Channel.objects.filter(pk=channel.pk).update(busy_until=None)
    words = gettext("This is a test, sent by %(name)s. If you read it, the channel works.") % {"name": by}
    return queue_post(channel, gettext("Genjin: a test"), words)


@transaction.atomic
def send_again(delivery: Delivery, *, by: User) -> Delivery:
    """Queue once more what failed, or what was perhaps sent."""
    if not policies.can_see_troubles(by):
        raise NotAllowed(_("Only an administrator can have it sent again."))
    changed = Delivery.objects.filter(pk=delivery.pk, state__in=AGAIN).update(
        state=DeliveryState.QUEUED, not_before=clock.now(), attempts=0, handed_at=None, claimed_at=None
    )
    if not changed:
        raise WrongState(_("It is not waiting for you any more."))
    delivery.refresh_from_db()
    return delivery


def _refuse_unless_allowed(channel: Channel, by: User) -> None:
    if not policies.can_change_channel(by, channel):
        raise NotAllowed(_("You cannot change this channel."))


def _added(channel: Channel) -> Channel:
    channel.created_at = clock.now()
    channel.save(force_insert=True)
    return channel


def _name(name: str, kind: ChannelKind) -> str:
    return " ".join(name.split())[:80] or str(kind.label)


def _checked(kind: ChannelKind, address: str, signing_secret: str) -> str:
    address = address.strip()
    if len(address) > LONGEST_ADDRESS or len(signing_secret) > 200:
        raise RuleBroken(_("This address is too long."), field="address")
    problem = CHANNEL_TYPES[kind].problem(address)
    if problem is not None:
        raise RuleBroken(problem, field="address")
    return "" if kind == ChannelKind.EMAIL else address


def _group_topics(topics: Collection[str]) -> list[str]:
    known = {str(topic) for topic in GROUP_TOPICS}
    if not known.issuperset(topics):
        raise RuleBroken(_("This is nothing that a group is told."), field="topics")
    return [str(Topic(topic)) for topic in topics]
