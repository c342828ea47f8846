from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.core.working_days import working_days


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 3, 9), date(2026, 3, 9), 1),  # a Monday
        (date(2026, 3, 9), date(2026, 3, 13), 5),
        (date(2026, 3, 9), date(2026, 3, 16), 6),
        (date(2026, 3, 14), date(2026, 3, 15), 0),  # a weekend
        (date(2026, 3, 10), date(2026, 3, 9), 0),
        (date(2026, 3, 20), date(2026, 3, 9), 0),
    ],
)
def test_counts_both_ends_and_no_weekends(first: date, last: date, count: int) -> None:
    assert working_days(first, last) == count


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_two_parts_make_the_whole(first: date, one: int, two: int) -> None:
    middle, last = first + timedelta(days=one), first + timedelta(days=one + 1 + two)
    assert working_days(first, middle) + working_days(middle + timedelta(days=1), last) == working_days(first, last)
