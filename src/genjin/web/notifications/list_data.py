"""What the list of notifications shows, by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.notifications.models import Notification, Topic
from genjin.notifications.queries.inbox import MOST_LINES, older_than, own_notifications, with_lines
from genjin.notifications.wording import line_words, subject_words
from genjin.people.models import User
from genjin.web.notifications.subjects import ICONS

PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One notification; `more` are the lines that are not shown."""

    notification: Notification
    icon: str
    subject: str
    lines: Sequence[str]
    more: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """The notifications of one day."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page; `following` is the address of what comes after, empty at the end."""

    days: Sequence[Day]
    shows_all: bool
    has_unread: bool
    is_continued: bool
    following: str


def list_page(user: User, query: Mapping[str, str]) -> ListPage:
    """Return the list from a place on: of unread ones, or of all."""
    shows_all = query.get("show") == "all"
    own = own_notifications(user)
    wanted = own if shows_all else own.filter(read_at=None)
    place = _place(query.get("after", ""))
    found = list(with_lines(older_than(wanted, *place) if place else wanted)[: PAGE + 1])
    shown = found[:PAGE]
    following = ""
    if len(found) > PAGE:
        after = f"{shown[-1].told_at.isoformat()}~{shown[-1].pk}"
        following = f"{reverse('notifications')}?{urlencode({'show': 'all' if shows_all else '', 'after': after})}"
    return ListPage(
        days=_days([row_of(notification) for notification in shown]),
        shows_all=shows_all,
        has_unread=any(not notification.is_read for notification in shown),
        is_continued=place is not None,
        following=following,
    )


def row_of(notification: Notification) -> Row:
    """Return a notification as its row shows it: what happened since it was read, else the latest of it."""
    lines = getattr(notification, "latest_lines", [])
    shown = lines[: max(1, min(notification.count, MOST_LINES))]
    return Row(
        notification=notification,
        icon=ICONS.get(Topic(notification.topic), "bell"),
        subject=subject_words(notification),
        lines=[line_words(line) for line in shown],
        more=max(0, min(notification.count, len(lines)) - len(shown)),
        at=notification.told_at,
    )


def _days(rows: Sequence[Row]) -> list[Day]:
    by_day = groupby(rows, lambda row: timezone.localdate(row.at))
    return [Day(_day(day), list(of_day)) for day, of_day in by_day]


def _day(day: date) -> str:
    today = clock.today()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return formats.date_format(day, "DATE_FORMAT")


def _place(written: str) -> tuple[datetime, int] | None:
    moment, _mark, pk = written.partition("~")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or at.tzinfo is None or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return at, int(pk)
