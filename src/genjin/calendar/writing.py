"""A feed as a calendar reads it (RFC 5545). Folding and escaping are the library's."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Alarm as VAlarm
from icalendar import Calendar, Event, vText

from genjin.calendar.entries import ToldEntry
from genjin.calendar.models import Alarm, CalendarFeed, EntryKind

DAY = timedelta(days=1)
REFRESH = timedelta(hours=1)
LONGEST_DESCRIPTION = 2000
# what RFC 5545 allows in no text: control characters but tab and line break; the library lets them pass
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def calendar_of(
    feed: CalendarFeed, told: Iterable[ToldEntry], *, time_zone: str, address_of: Callable[[int], str]
) -> bytes:
    """Return the whole calendar; `address_of` gives the address of a project's page.

    The same entries give the same bytes: nothing in it tells when it was fetched.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Genjin//calendar feed//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # the library escapes no text of a property that it does not know
    calendar.add("x-wr-calname", vText(" ".join(_text(f"Genjin 跟进 · {feed.name}").split())))
    calendar.add("x-wr-timezone", time_zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in told:
        calendar.add_component(_event(entry, Alarm(feed.alarm), address_of))
    written: bytes = calendar.to_ical()
    return written


def _event(told: ToldEntry, alarm: Alarm, address_of: Callable[[int], str]) -> Event:
    event = Event()
    event.add("uid", told.uid)
    event.add("dtstamp", told.changed_at)
    event.add("last-modified", told.changed_at)
    event.add("sequence", told.sequence)
    event.add("dtstart", told.day)
    event.add("dtend", told.day + DAY)
    event.add("transp", "TRANSPARENT")  # a whole day that is due leaves the day free
    entry = told.entry
    if entry is None:
        event.add("status", "CANCELLED")
        event.add("summary", _("Cancelled"))
        return event
    address = address_of(entry.project)
    event.add("status", "CONFIRMED")
    event.add("summary", _text(entry.title))
    event.add("description", _text("\n".join([*entry.lines, ""]))[:LONGEST_DESCRIPTION] + address)
    event.add("url", address)
    event.add("categories", [_category(entry.kind)])
    if alarm.hours is not None and not entry.is_done:
        reminder = VAlarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", _text(entry.title))
        reminder.add("trigger", timedelta(hours=alarm.hours))
        event.add_component(reminder)
    return event


def _category(kind: str) -> str:
    names = {
        EntryKind.ACTIONS: _("Action"),
        EntryKind.VISITS: _("Visit"),
        EntryKind.CLOSES: _("Expected close"),
        EntryKind.GOALS: pgettext("of a project", "Goal"),
    }
    return names.get(EntryKind(kind), _("Review")) if kind in EntryKind.values else _("Review")


def _text(words: str) -> str:
    return CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
