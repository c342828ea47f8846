"""What a feed tells when something changes, and how calendars read it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from genjin.calendar.entries import CalendarEntry, ToldEntry
from genjin.calendar.models import Alarm, CalendarFeed, EntryKind, PublishedEntry
from genjin.calendar.operations.feeds import add_feed
from genjin.calendar.operations.publishing import publish
from genjin.calendar.writing import CONTROLS, calendar_of
from genjin.core import clock
from tests.calendar.conftest import NOON
from tests.cast import Cast

DAY = date(2026, 3, 27)


def entry(title: str = "提交方案", day: date = DAY, pk: int = 1, **more: object) -> CalendarEntry:
    return CalendarEntry("actions", pk, day, title, 3, **more)  # type: ignore[arg-type]


@pytest.fixture
def feed(cast: Cast) -> CalendarFeed:
    return add_feed("手机", kinds=EntryKind.values, by=cast.ling)[0]


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def told(feed: CalendarFeed, hours: float, *entries: CalendarEntry) -> list[ToldEntry]:
    with clock.stopped_at(at(hours)):
        return publish(feed, entries)


def test_what_stays_is_told_the_same_and_what_changes_counts_up(feed: CalendarFeed) -> None:
    first, again = told(feed, 0, entry()), told(feed, 1, entry())
    assert first == again
    (one,) = again
    assert (one.uid, one.sequence, one.changed_at) == (f"actions-1@{feed.key}", 0, at(0))
    (moved,) = told(feed, 2, entry(day=DAY + timedelta(days=3)))
    assert (moved.uid, moved.sequence, moved.changed_at) == (one.uid, 1, at(2))
    (renamed,) = told(feed, 3, entry("提交修订方案", day=DAY + timedelta(days=3)))
    assert renamed.sequence == 2


def test_what_is_gone_is_told_as_cancelled_for_a_while_without_its_words(feed: CalendarFeed) -> None:
    told(feed, 0, entry(), entry(pk=2))
    gone, stays = told(feed, 1, entry(pk=2))
    assert (gone.entry, gone.sequence, gone.day) == (None, 1, DAY)
    assert stays.entry is not None
    assert b"\xe6\x8f\x90\xe4\xba\xa4" not in written(feed, [gone])  # 提交
    assert [one.entry is None for one in told(feed, 24 * 30, entry(pk=2))] == [True, False]
    assert len(told(feed, 24 * 33, entry(pk=2))) == 1
    assert PublishedEntry.objects.count() == 1


def test_what_comes_back_is_no_longer_cancelled_and_counts_on(feed: CalendarFeed) -> None:
    told(feed, 0, entry())
    told(feed, 1)
    (back,) = told(feed, 2, entry())
    assert (back.entry is not None, back.sequence) == (True, 2)


def test_what_is_long_past_is_dropped_and_not_cancelled(feed: CalendarFeed) -> None:
    told(feed, 0, entry(day=date(2026, 2, 7)))
    assert told(feed, 24) == []


def test_two_feeds_of_one_person_remember_apart(cast: Cast, feed: CalendarFeed) -> None:
    other, _secret = add_feed("电脑", kinds=["actions"], by=cast.ling)
    (here,), (there,) = told(feed, 0, entry()), told(other, 0, entry())
    assert here.uid != there.uid


def test_nothing_is_written_where_nothing_changed(feed: CalendarFeed) -> None:
    told(feed, 0, entry())
    with CaptureQueriesContext(connection) as queries:
        told(feed, 1, entry())
    assert [query["sql"][:6] for query in queries] == ["SELECT"]


def test_as_many_queries_for_three_entries_as_for_one(cast: Cast) -> None:
    counts = []
    for number in (1, 3):
        feed, _secret = add_feed(f"{number}", kinds=["actions"], by=cast.ling)
        with CaptureQueriesContext(connection) as queries:
            told(feed, 0, *(entry(pk=pk) for pk in range(number)))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def written(feed: CalendarFeed, entries: list[ToldEntry]) -> bytes:
    return calendar_of(
        feed, entries, time_zone="Asia/Shanghai", address_of=lambda pk: f"https://g.example/projects/{pk}/"
    )


def events(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_event_is_a_whole_day_in_any_time_zone(feed: CalendarFeed) -> None:
    feed.alarm = Alarm.DAY_BEFORE
    (event,) = events(written(feed, told(feed, 0, entry(lines=("负责人: 凌薇",)))))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DAY, DAY + timedelta(days=1))
    assert event.decoded("last-modified") == at(0).astimezone(ZoneInfo("UTC"))
    assert event["sequence"] == 0
    assert event["transp"] == "TRANSPARENT"
    assert event["url"] == "https://g.example/projects/3/"
    assert str(event["description"]) == "负责人: 凌薇\nhttps://g.example/projects/3/"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-15)


def test_what_is_done_reminds_nobody(feed: CalendarFeed) -> None:
    feed.alarm = Alarm.MORNING
    (event,) = events(written(feed, told(feed, 0, entry(is_done=True))))
    assert event.walk("VALARM") == []


def test_calendar_says_how_often_to_come_back(feed: CalendarFeed) -> None:
    content = written(feed, told(feed, 0, entry()))
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert b"METHOD:PUBLISH\r\n" in content
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


HOSTILE = st.text(max_size=400) | st.text(alphabet="\r\n,;:\\\"'=BEGIN END😀跟\t\x00\x1b\u2028 ", max_size=120)


@given(title=HOSTILE, line=HOSTILE)
@example(title="a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x", line="\\n\\,;")
@example(title="👩‍👩‍👧‍👦" * 60, line="，、；" * 200)
@example(title="\\", line="\\\\n\n\\")
def test_whatever_people_type_stands_in_one_event_as_they_typed_it(title: str, line: str) -> None:
    feed = CalendarFeed(name=title[:60], alarm=Alarm.MORNING)
    one = ToldEntry("actions-1@x", DAY, 0, NOON, entry(title, lines=(line,)))
    content = written(feed, [one, ToldEntry("actions-2@x", DAY, 1, NOON, None)])
    assert all(len(folded) <= 75 for folded in content.split(b"\r\n"))
    (calendar,) = Calendar.from_ical(content, multiple=True)
    assert str(calendar["x-wr-calname"]).startswith("Genjin 跟进 ·")
    first, second = events(content)
    expected = CONTROLS.sub("", title.replace("\r\n", "\n").replace("\r", "\n"))
    assert str(first["summary"]) == expected
    assert second["status"] == "CANCELLED"
    assert str(first["description"]).endswith("https://g.example/projects/3/")
