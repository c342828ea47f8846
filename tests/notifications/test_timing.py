"""When something may leave: quiet hours and the hour of the digest, in one's own zone, across changes of the clocks."""

from datetime import UTC, datetime, time

import pytest

from genjin.notifications.models import Pace, Preference, Topic, Way
from genjin.notifications.timing import after_quiet, next_digest
from genjin.notifications.topics import pace_of


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "now", "expected"),
    [
        ("Asia/Shanghai", time(8, 30), "2026-03-10T00:29", "2026-03-10T00:30"),
        ("Asia/Shanghai", time(8, 30), "2026-03-10T00:30", "2026-03-11T00:30"),
        ("UTC", time(8, 30), "2026-03-10T00:30", "2026-03-10T08:30"),
        # New York goes forward on 2026-03-08: half past eight is an hour earlier from then on
        ("America/New_York", time(8, 30), "2026-03-07T14:00", "2026-03-08T12:30"),
        ("America/New_York", time(8, 30), "2026-03-07T13:00", "2026-03-07T13:30"),
        # half past two does not exist on that day: as if the clocks had not gone forward
        ("America/New_York", time(2, 30), "2026-03-08T00:00", "2026-03-08T07:30"),
        # and back on 2026-11-01: half past one comes twice, and the digest with the first
        ("America/New_York", time(1, 30), "2026-11-01T00:00", "2026-11-01T05:30"),
        ("America/New_York", time(1, 30), "2026-11-01T05:30", "2026-11-02T06:30"),
    ],
)
def test_the_digest_comes_at_the_hour_one_chose(zone: str, hour: time, now: str, expected: str) -> None:
    assert next_digest(Preference(time_zone=zone, digest_at=hour), at(now)) == at(expected)


@pytest.mark.parametrize(
    ("quiet", "now", "expected"),
    [
        ((time(21), time(7, 30)), "2026-03-10T12:59", "2026-03-10T12:59"),
        ((time(21), time(7, 30)), "2026-03-10T13:00", "2026-03-10T23:30"),
        ((time(21), time(7, 30)), "2026-03-10T20:00", "2026-03-10T23:30"),
        ((time(21), time(7, 30)), "2026-03-10T23:30", "2026-03-10T23:30"),
        ((time(12), time(14)), "2026-03-10T05:00", "2026-03-10T06:00"),
        ((time(12), time(14)), "2026-03-10T07:00", "2026-03-10T07:00"),
        ((None, None), "2026-03-10T13:00", "2026-03-10T13:00"),
        ((time(8), time(8)), "2026-03-10T00:00", "2026-03-10T00:00"),
    ],
)
def test_nothing_leaves_in_the_quiet_hours(quiet: tuple[time, time], now: str, expected: str) -> None:
    preference = Preference(time_zone="Asia/Shanghai", quiet_from=quiet[0], quiet_until=quiet[1])
    assert after_quiet(preference, at(now)) == at(expected)


def test_the_quiet_hours_end_by_the_clock_of_that_day() -> None:
    preference = Preference(time_zone="America/New_York", quiet_from=time(21), quiet_until=time(7, 30))
    assert after_quiet(preference, at("2026-03-08T03:00")) == at("2026-03-08T11:30"), "an hour less of sleep"


def test_off_in_the_product_is_off_everywhere_and_a_channel_that_failed_is_always_told() -> None:
    preference = Preference(paces={"mention": {"product": "off", "email": "now"}, "channel_off": {"product": "off"}})
    assert pace_of(preference, Topic.MENTION, Way.EMAIL) == Pace.OFF
    assert pace_of(preference, Topic.CHANNEL_OFF, Way.PRODUCT) == Pace.NOW
    assert pace_of(Preference(), Topic.ACTION_DUE, Way.EMAIL) == Pace.DAILY
    assert pace_of(Preference(paces={"action_due": {"email": "now"}}), Topic.ACTION_DUE, Way.EMAIL) == Pace.NOW
    assert pace_of(Preference(paces={"action_due": {"email": "nonsense"}}), Topic.ACTION_DUE, Way.EMAIL) == Pace.DAILY
