"""Telling people: their notifications opened or opened again, the news put in, the envelopes filled.

Whoever calls holds the transaction, and has claimed what is told in it.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from genjin.notifications.models import Notification, NotificationLine, Pace, Preference, Way
from genjin.notifications.news import News
from genjin.notifications.operations.envelopes import put_into_envelopes
from genjin.notifications.queries.preferences import preferences_of
from genjin.notifications.topics import COUNTED, pace_of

LONGEST_NAME = 200
Subject = tuple[int, str, int]  # person, kind of thing, thing


def tell(news: Iterable[News]) -> int:
    """Tell each piece of news to its people, but for those who do not want to hear of it; return how many were told."""
    everything = list(news)
    preferences = preferences_of({person for it in everything for person in it.people})
    told = _by_subject(everything, preferences)
    if not told:
        return 0
    opened = _opened(told)
    fresh: list[tuple[NotificationLine, News]] = []
    for subject in sorted(told):
        fresh += _put_in(opened[subject], told[subject])
    put_into_envelopes(fresh, preferences)
    return len(fresh)


def _by_subject(news: Iterable[News], preferences: Mapping[int, Preference]) -> dict[Subject, list[News]]:
    found: dict[Subject, list[News]] = {}
    for it in news:
        for person in it.people:
            if pace_of(preferences[person], it.topic, Way.PRODUCT) != Pace.OFF:
                found.setdefault((person, it.subject_type, it.subject_id), []).append(it)
    return found


def _opened(told: Mapping[Subject, Sequence[News]]) -> dict[Subject, Notification]:
    """Return the one notification of each person and subject, locked until the transaction ends.

    In one order for all who do so, so that two workers never wait for each other in a ring.
    """
    new = [_new(subject, told[subject][-1]) for subject in sorted(told)]
    Notification.objects.bulk_create(new, ignore_conflicts=True)
    people = {person for person, _kind, _pk in told}
    things = {pk for _person, _kind, pk in told}
    rows = Notification.objects.filter(person__in=people, subject_id__in=things).order_by("pk")
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        rows = rows.select_for_update(of=("self",))
    found = {(row.person_id, row.subject_type, row.subject_id): row for row in rows}
    return {subject: found[subject] for subject in told}


def _new(subject: Subject, news: News) -> Notification:
    person, kind, pk = subject
    return Notification(
        person_id=person,
        subject_type=kind,
        subject_id=pk,
        project_id=news.project_id,
        customer_id=news.customer_id,
        topic=news.topic,
        told_at=news.at,
    )


def _put_in(notification: Notification, news: Sequence[News]) -> list[tuple[NotificationLine, News]]:
    """Add the news that are new to a notification, which is unread then; returns their lines."""
    known = {line.key: line for line in notification.lines.filter(key__in={_key(it) for it in news})}
    told: dict[str, tuple[NotificationLine, News]] = {}
    count = 0
    for it in news:
        line = known.get(_key(it))
        if line is None:
            line = known[_key(it)] = _new_line(notification, it)
        elif it.topic in COUNTED:
            was_read = notification.read_at is not None and line.at <= notification.read_at
            line.count, line.at = (1 if was_read else line.count + 1), max(line.at, it.at)
        else:
            continue
        told[line.key] = (line, it)
        count += 1
    for line, _latest in told.values():
        line.save()
    if told:
        _open_again(notification, news[-1], count)
    return list(told.values())


def _new_line(notification: Notification, news: News) -> NotificationLine:
    return NotificationLine(
        notification=notification,
        key=_key(news),
        topic=news.topic,
        by_id=news.by_id,
        at=news.at,
        detail=dict(news.detail),
    )


def _open_again(notification: Notification, latest: News, count: int) -> None:
    notification.count = count if notification.is_read else notification.count + count
    notification.read_at = None
    notification.topic, notification.told_at = latest.topic, max(notification.told_at, latest.at)
    notification.name = latest.name[:LONGEST_NAME] or notification.name
    notification.project_id, notification.customer_id = latest.project_id, latest.customer_id
    notification.save(update_fields=["count", "read_at", "topic", "told_at", "name", "project", "customer"])


def _key(news: News) -> str:
    return f"{news.topic}:{news.by_id or 0}" if news.topic in COUNTED else news.key
