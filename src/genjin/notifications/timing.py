"""When something may leave the product: pure reckoning in a person's own zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from genjin.notifications.models import Preference

A_DAY = timedelta(days=1)


def moment_at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which a clock in the zone shows this hour.

    An hour that is skipped when the clocks go forward comes as late after midnight as if they had not; of one that
    comes twice it is the first.
    """
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def digest_of(preference: Preference, day: date) -> datetime:
    """Return the moment of the digest of a day."""
    return moment_at(day, preference.digest_at, preference.zone)


def next_digest(preference: Preference, now: datetime) -> datetime:
    """Return the moment of the next digest after now."""
    today = now.astimezone(preference.zone).date()
    moment = digest_of(preference, today)
    return moment if moment > now else digest_of(preference, today + A_DAY)


def after_quiet(preference: Preference, now: datetime) -> datetime:
    """Return now, or in the quiet hours the moment at which they end."""
    start, end = preference.quiet_from, preference.quiet_until
    if start is None or end is None or start == end:
        return now
    local = now.astimezone(preference.zone)
    hour, today = local.time(), local.date()
    if start < end:
        return moment_at(today, end, preference.zone) if start <= hour < end else now
    if hour >= start:
        return moment_at(today + A_DAY, end, preference.zone)
    return moment_at(today, end, preference.zone) if hour < end else now
