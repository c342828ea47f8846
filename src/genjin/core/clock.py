"""The only place that asks what time it is, so that tests can stop the clock."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date in the current user's time zone."""
    return timezone.localdate()
