"""Filling envelopes: one open envelope for each channel and pace, which takes up whatever comes until it is claimed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection

from genjin.core import clock
from genjin.notifications.models import (
    Channel,
    ChannelKind,
    Delivery,
    Envelope,
    NotificationLine,
    Pace,
    Preference,
    Topic,
    Way,
)
from genjin.notifications.news import News
from genjin.notifications.queries.channels import active_channels_of
from genjin.notifications.timing import after_quiet, digest_of, next_digest
from genjin.notifications.topics import pace_of

ENVELOPES = {Pace.NOW: Envelope.NOW, Pace.DAILY: Envelope.DAILY}
Place = tuple[int, str]  # channel, envelope
TRIES = 5


def put_into_envelopes(fresh: Sequence[tuple[NotificationLine, News]], preferences: Mapping[int, Preference]) -> None:
    """Put each line into its person's open envelope on each channel that the person chose for its topic."""
    channels = active_channels_of({line.notification.person_id for line, _news in fresh})
    lines: dict[Place, list[int]] = {}
    moments: dict[Place, datetime] = {}
    for line, news in fresh:
        person = line.notification.person_id
        for channel in channels.get(person, ()):
            pace = pace_of(preferences[person], Topic(line.topic), way_of(channel))
            if pace == Pace.OFF:
                continue
            place = (channel.pk, ENVELOPES[pace].value)
            lines.setdefault(place, []).append(line.pk)
            moment = moment_of(preferences[person], pace, is_for_today=news.is_for_today)
            moments[place] = min(moment, moments.get(place, moment))
    for place, envelope in _opened(moments).items():
        envelope.lines.add(*lines[place])


def way_of(channel: Channel) -> Way:
    """Return which column of the preferences speaks of a channel."""
    return Way.EMAIL if channel.kind == ChannelKind.EMAIL else Way.WEBHOOK


def moment_of(preference: Preference, pace: Pace, *, is_for_today: bool) -> datetime:
    """Return when an envelope may leave."""
    now = clock.now()
    if pace == Pace.NOW:
        return after_quiet(preference, now)
    if is_for_today:
        return max(digest_of(preference, now.astimezone(preference.zone).date()), after_quiet(preference, now))
    return next_digest(preference, now)


def _opened(moments: Mapping[Place, datetime]) -> dict[Place, Delivery]:
    """Return the open envelope of each place, locked until the transaction ends; it leaves at the earlier moment."""
    found: dict[Place, Delivery] = {}
    for _try in range(TRIES):
        missing = sorted(moments.keys() - found.keys())
        if not missing:
            break
        new = [_new(place, moments[place]) for place in missing]
        Delivery.objects.bulk_create(new, ignore_conflicts=True)
        # one that was there may be claimed before it is locked: then it is open no more, and another one is opened
        found |= {(row.channel_id, row.envelope): row for row in _locked(missing)}
    for place, envelope in found.items():
        if moments[place] < envelope.not_before:
            envelope.not_before = moments[place]
            envelope.save(update_fields=["not_before"])
    return found


def _new(place: Place, moment: datetime) -> Delivery:
    channel, envelope = place
    return Delivery(channel_id=channel, envelope=envelope, is_open=True, not_before=moment, created_at=clock.now())


def _locked(places: Iterable[Place]) -> Iterable[Delivery]:
    wanted = set(places)
    rows = Delivery.objects.filter(is_open=True, channel__in={channel for channel, _envelope in wanted}).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return [row for row in rows if (row.channel_id, row.envelope) in wanted]
