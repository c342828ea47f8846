"""Counting in working days, Monday to Friday: what is usual for a stage is told in them. Holidays count as well."""

from datetime import date, timedelta

WEEK = 5


def working_days(first: date, last: date) -> int:
    """Return how many working days lie from `first` to `last`, both included; none where `last` is the earlier one."""
    weeks, rest = divmod(max(0, (last - first).days + 1), 7)
    return weeks * WEEK + sum((first + timedelta(days=number)).weekday() < WEEK for number in range(rest))
