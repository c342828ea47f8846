"""Sending envelopes: claim, commit, then send; what cannot be known is flagged, never guessed."""

import logging
import threading
from datetime import datetime, timedelta
from random import choice

from django.db import transaction
from django.db.models import F, QuerySet

from genjin.core import clock
from genjin.notifications.channels import CHANNEL_TYPES
from genjin.notifications.channels.base import NotSent, PerhapsSent, TryLater
from genjin.notifications.models import Channel, ChannelKind, Delivery, DeliveryState, Topic
from genjin.notifications.news import News
from genjin.notifications.operations.composing import composed
from genjin.notifications.operations.tell import tell
from genjin.people.models import Role
from genjin.people.queries.people import active_people

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 10
FAILURES_TO_SWITCH_OFF = 10
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 3, 10, 30, 60, 120, 240, 480, 720)]
# longer than a channel may take in all: whoever claimed it before that is dead
STALE = timedelta(minutes=5)
LOOKED_AT = 8
Server = int | str  # a channel, or for mails the one mail server
# those whom this process calls right now: a slow one keeps one of its threads waiting, and not the others
_waited_for: set[Server] = set()
_looking = threading.Lock()


def deliver_next() -> bool:
    """Send one envelope whose time has come; tell whether there was one that no thread of this process waits with."""
    with _looking:
        claimed = _claim_next()
        if claimed is None:
            return False
        delivery, server = claimed
        if delivery is not None:
            _waited_for.add(server)
    if delivery is not None:
        try:
            _send(delivery)
        finally:
            _waited_for.discard(server)
    return True  # or somebody else has it; look for the next one


def _claim_next() -> tuple[Delivery | None, Server] | None:
    """Claim one of the next envelopes of some channel: a long queue before one channel is none before another.

    None where there is none, no delivery where another worker was quicker.
    """
    now = clock.now()
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED, not_before__lte=now)
    called = waiting.filter(channel__is_active=True).exclude(channel__busy_until__gt=now)
    free = called.exclude(channel__in=_waited_for - {ChannelKind.EMAIL})
    if ChannelKind.EMAIL in _waited_for:
        free = free.exclude(channel__kind=ChannelKind.EMAIL)
    channels = list(free.order_by().values_list("channel", "channel__kind").distinct())
    if not channels:
        return None
    # workers that look at the same moment need not fight for the same one
    channel, kind = choice(channels)  # noqa: S311
    next_ones = free.filter(channel=channel).order_by("not_before", "pk").values_list("pk", flat=True)[:LOOKED_AT]
    pk = choice(list(next_ones) or [0])  # noqa: S311
    # its time is asked again: meanwhile another worker may have tried in vain and put it off
    won = waiting.filter(pk=pk).update(
        state=DeliveryState.SENDING, is_open=False, claimed_at=now, handed_at=None, attempts=F("attempts") + 1
    )
    server = ChannelKind.EMAIL if kind == ChannelKind.EMAIL else channel
    return (Delivery.objects.select_related("channel__person", "project").get(pk=pk) if won else None), server


def _send(delivery: Delivery) -> None:
    try:
        message = composed(delivery)
    except Exception as fault:
        # one that cannot be written holds up no other, and is no fault of the channel's
        logger.exception("Delivery %s cannot be written", delivery.pk)
        _put_off(delivery, f"{type(fault).__name__}: {fault}")
        return
    if message is None:
        _note(delivery, DeliveryState.DROPPED)
        return
    channel_type = CHANNEL_TYPES[delivery.channel.kind]
    # from here on a death leaves it open whether it arrived
    if not _still_ours(delivery).update(handed_at=clock.now()):
        return
    try:
        channel_type.send(delivery.channel, message)
    except TryLater as later:
        _refused_for_now(delivery, str(later), timedelta(seconds=later.seconds))
    except NotSent as error:
        _failed(delivery, str(error))
    except PerhapsSent as error:
        _perhaps_sent(delivery, str(error), is_repeatable=channel_type.is_repeatable)
    except Exception as fault:
        logger.exception("Delivery %s: the channel failed", delivery.pk)
        _perhaps_sent(delivery, f"{type(fault).__name__}: {fault}", is_repeatable=channel_type.is_repeatable)
    else:
        _arrived(delivery)


@transaction.atomic
def _arrived(delivery: Delivery) -> None:
    if _note(delivery, DeliveryState.SENT):
        Channel.objects.filter(pk=delivery.channel_id).update(failures=0, last_error="", last_sent_at=clock.now())


@transaction.atomic
def _failed(delivery: Delivery, error: str) -> None:
    """Try again after a longer time, or give it up; the tenth failure in a row switches the channel off."""
    if _put_off(delivery, error):
        count_failure(delivery.channel, error)


@transaction.atomic
def _refused_for_now(delivery: Delivery, error: str, wait: timedelta) -> None:
    """Call the channel no more for as long as it says, whatever waits for it: nobody's failure, unless it was the last.

    What was refused has ten attempts like anything else: a channel that is busy for more than a day has failed.
    """
    Channel.objects.filter(pk=delivery.channel_id).update(busy_until=clock.now() + wait)
    if _put_off(delivery, error, at_least=wait) and delivery.attempts >= MOST_ATTEMPTS:
        count_failure(delivery.channel, error)


def _put_off(delivery: Delivery, error: str, *, at_least: timedelta = timedelta()) -> int:
    is_last = delivery.attempts >= MOST_ATTEMPTS
    delay = max(at_least, DELAYS[min(delivery.attempts, len(DELAYS)) - 1])
    return _note(delivery, DeliveryState.FAILED if is_last else DeliveryState.QUEUED, error=error, wait=delay)


@transaction.atomic
def _perhaps_sent(delivery: Delivery, error: str, *, is_repeatable: bool) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(flagged_at=clock.now())
    if is_repeatable:
        _failed(delivery, error)
    elif _note(delivery, DeliveryState.UNSURE, error=error):
        count_failure(delivery.channel, error)


def _note(delivery: Delivery, state: DeliveryState, *, error: str = "", wait: timedelta | None = None) -> int:
    """Note how it went, unless somebody took the delivery for dead meanwhile."""
    now = clock.now()
    changes: dict[str, object] = {"state": state, "last_error": error[:300], "claimed_at": None}
    if state == DeliveryState.SENT:
        changes["sent_at"] = now
    if state == DeliveryState.QUEUED and wait is not None:
        changes |= {"not_before": now + wait, "handed_at": None}
    return _still_ours(delivery).update(**changes)


def _still_ours(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, claimed_at=delivery.claimed_at, attempts=delivery.attempts
    )


def count_failure(channel: Channel, error: str) -> None:
    """Count a failure of a channel, inside the caller's transaction; the tenth in a row switches it off and says so."""
    Channel.objects.filter(pk=channel.pk).update(failures=F("failures") + 1, last_error=error[:300])
    off = Channel.objects.filter(pk=channel.pk, is_active=True, failures__gte=FAILURES_TO_SWITCH_OFF)
    if not off.update(is_active=False, switched_off_at=clock.now()):
        return
    administrators = active_people().filter(role=Role.ADMINISTRATOR).values_list("pk", flat=True)
    people = [channel.person_id] if channel.person_id else list(administrators)
    now = clock.now()
    tell(
        [
            News(
                topic=Topic.CHANNEL_OFF,
                subject_type="channel",
                subject_id=channel.pk,
                key=f"off:{now.isoformat()}",
                people=people,
                name=channel.name,
                at=now,
                detail={"error": error[:200]},
            )
        ]
    )


def free_stale_delivery() -> bool:
    """Take one envelope back whose worker died; tell whether there was one.

    It had not been handed to the network: it waits again. It had: it is flagged, and waits again only where the other
    end can tell the second copy from the first.
    """
    before: datetime = clock.now() - STALE
    stale = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=before).select_related("channel")
    delivery = stale.order_by("claimed_at").first()
    if delivery is None:
        return False
    now = clock.now()
    if delivery.handed_at is None:
        _still_ours(delivery).update(state=DeliveryState.QUEUED, not_before=now, claimed_at=None)
    elif CHANNEL_TYPES[delivery.channel.kind].is_repeatable:
        _still_ours(delivery).update(
            state=DeliveryState.QUEUED, not_before=now, claimed_at=None, handed_at=None, flagged_at=now
        )
    else:
        _still_ours(delivery).update(state=DeliveryState.UNSURE, flagged_at=now, claimed_at=None)
    return True
