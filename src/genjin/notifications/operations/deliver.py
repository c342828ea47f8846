"""Sending envelopes: claim, commit, then send; what cannot be known is flagged, never guessed."""

import logging
from datetime import datetime, timedelta
from random import choice

from django.db import transaction
from django.db.models import F, QuerySet

from genjin.core import clock
from genjin.notifications.channels import CHANNEL_TYPES
from genjin.notifications.channels.base import NotSent, PerhapsSent, TryLater
from genjin.notifications.models import Channel, Delivery, DeliveryState, Topic
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


def deliver_next() -> bool:
    """Send one envelope whose time has come; tell whether there was one."""
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED, not_before__lte=clock.now())
    called = waiting.filter(channel__is_active=True).order_by("not_before", "pk")
    pks = list(called.values_list("pk", flat=True)[:LOOKED_AT])
    if not pks:
        return False
    pk = choice(pks)  # noqa: S311  workers that look at the same moment need not fight for the same one
    # its time is asked again: meanwhile another worker may have tried in vain and put it off
    won = waiting.filter(pk=pk).update(
        state=DeliveryState.SENDING, is_open=False, claimed_at=clock.now(), handed_at=None, attempts=F("attempts") + 1
    )
    if won:
        _send(Delivery.objects.select_related("channel__person", "project").get(pk=pk))
    return True  # or somebody else has it; look for the next one


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
        _note(delivery, DeliveryState.QUEUED, error=str(later), wait=timedelta(seconds=later.seconds), is_attempt=False)
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


def _put_off(delivery: Delivery, error: str) -> int:
    is_last = delivery.attempts >= MOST_ATTEMPTS
    delay = DELAYS[min(delivery.attempts, len(DELAYS)) - 1]
    return _note(delivery, DeliveryState.FAILED if is_last else DeliveryState.QUEUED, error=error, wait=delay)


@transaction.atomic
def _perhaps_sent(delivery: Delivery, error: str, *, is_repeatable: bool) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(flagged_at=clock.now())
    if is_repeatable:
        _failed(delivery, error)
    elif _note(delivery, DeliveryState.UNSURE, error=error):
        count_failure(delivery.channel, error)


def _note(
    delivery: Delivery, state: DeliveryState, *, error: str = "", wait: timedelta | None = None, is_attempt: bool = True
) -> int:
    """Note how it went, unless somebody took the delivery for dead meanwhile."""
    now = clock.now()
    changes: dict[str, object] = {"state": state, "last_error": error[:300], "claimed_at": None}
    if state == DeliveryState.SENT:
        changes["sent_at"] = now
    if state == DeliveryState.QUEUED and wait is not None:
        changes |= {"not_before": now + wait, "handed_at": None}
    if not is_attempt:
        changes["attempts"] = F("attempts") - 1
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
