"""The only place that asks what time it is, so that tests and the demo data can stop the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """Return this moment in UTC."""
    return _stopped.get() or timezone.now()


def today() -> date:
    """Return today's date in the current user's time zone."""
    return timezone.localdate(now())


def day_of(moment: datetime) -> date:
    """Return the date of a moment in the current user's time zone."""
    return timezone.localdate(moment)


def start_of(day: date) -> datetime:
    """Return the first moment of a day in the current user's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """Return the last moment of a day in the current user's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside: operations done here happened then."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
