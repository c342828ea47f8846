"""Counting in working days, Monday to Friday: stories are told in days before today."""

from datetime import date, timedelta

WEEK = 5


def working_day(start: date, offset: int) -> date:
    """Return the working day so many working days after (or before) `start`; a weekend counts as its Friday."""
    friday = start - timedelta(days=max(0, start.weekday() - WEEK + 1))
    weeks, days = divmod(friday.weekday() + offset, WEEK)
    return friday + timedelta(days=7 * weeks + days - friday.weekday())
