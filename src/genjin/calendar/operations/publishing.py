"""Telling a feed's entries so that calendars notice what changed.

A calendar compares the number of changes and the moment of the last one, which an action or a goal does not keep; so
the feed remembers what it told. It follows from what is there, asks nobody's permission and records nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import connection, transaction

from genjin.calendar.entries import CalendarEntry, ToldEntry
from genjin.calendar.models import CalendarFeed, PublishedEntry
from genjin.calendar.queries.entries import span_of
from genjin.core import clock

CANCELLED_FOR = timedelta(days=31)  # so long a calendar that was switched off still hears of it
FETCH_KEPT_EVERY = timedelta(minutes=1)
CHANGING = ["day", "digest", "sequence", "changed_at", "is_cancelled"]


def publish(feed: CalendarFeed, entries: Sequence[CalendarEntry]) -> list[ToldEntry]:
    """Return the entries as the feed tells them now, with those that are gone since as cancelled.

    Writes only where something differs from what was told before.
    """
    wanted = {f"{entry.name}@{feed.key}": entry for entry in entries}
    told = _told(feed)
    if not _is_up_to_date(told, wanted):
        told = _tell_anew(feed, wanted)
    found = [
        ToldEntry(uid, row.day, row.sequence, row.changed_at, None if row.is_cancelled else wanted.get(uid))
        for uid, row in told.items()
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.uid))


def note_fetched(feed: CalendarFeed, agent: str) -> None:
    """Keep when and with what a feed was fetched last, once a minute at most."""
    now = clock.now()
    if feed.fetched_at is None or now - feed.fetched_at >= FETCH_KEPT_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=now, fetched_with=agent[:120])


def _told(feed: CalendarFeed) -> dict[str, PublishedEntry]:
    return {row.uid: row for row in PublishedEntry.objects.filter(feed=feed)}


def _is_up_to_date(told: Mapping[str, PublishedEntry], wanted: Mapping[str, CalendarEntry]) -> bool:
    forgotten = clock.now() - CANCELLED_FOR
    live = {uid: row.digest for uid, row in told.items() if not row.is_cancelled}
    is_old = any(row.is_cancelled and row.changed_at < forgotten for row in told.values())
    return not is_old and live == {uid: entry.digest for uid, entry in wanted.items()}


@transaction.atomic
def _tell_anew(feed: CalendarFeed, wanted: Mapping[str, CalendarEntry]) -> dict[str, PublishedEntry]:
    """Bring what is remembered up to date, one request at a time."""
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        list(CalendarFeed.objects.filter(pk=feed.pk).select_for_update())
    told, now = _told(feed), clock.now()
    fresh, changed = [], []
    for uid, entry in wanted.items():
        row = told.get(uid)
        if row is None:
            fresh.append(PublishedEntry(feed=feed, uid=uid, day=entry.day, digest=entry.digest, changed_at=now))
        elif row.is_cancelled or row.digest != entry.digest:
            row.day, row.digest, row.is_cancelled = entry.day, entry.digest, False
            row.sequence, row.changed_at = row.sequence + 1, now
            changed.append(row)
    first, _last = span_of(clock.today())
    gone, dropped = [], []
    for uid, row in told.items():
        if uid in wanted:
            continue
        if row.is_cancelled and row.changed_at >= now - CANCELLED_FOR:
            continue
        if row.is_cancelled or row.day < first:  # of what is long past calendars keep what they have
            dropped.append(row.pk)
        else:
            row.is_cancelled, row.digest = True, ""
            row.sequence, row.changed_at = row.sequence + 1, now
            gone.append(row)
    PublishedEntry.objects.filter(pk__in=dropped).delete()
    PublishedEntry.objects.bulk_update([*changed, *gone], CHANGING, batch_size=200)
    PublishedEntry.objects.bulk_create(fresh, batch_size=200)
    return _told(feed)
