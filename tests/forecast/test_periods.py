"""Months, quarters and years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.forecast.periods import period_of, read_period

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(day=days, kind=st.sampled_from(["month", "quarter", "year"]))
def test_period_holds_its_day_and_is_read_from_its_key(day: date, kind) -> None:  # noqa: ANN001
    found = period_of(day, kind)
    assert found.holds(day)
    assert not found.holds(found.start - timedelta(days=1))
    assert not found.holds(found.end + timedelta(days=1))
    assert read_period(found.key) == found
    assert found.following().start == found.end + timedelta(days=1)
    assert found.months[0].start == found.start
    assert found.months[-1].end == found.end


@given(text=st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_period(text)
    assert found is None or found.key == text


@pytest.mark.parametrize("key", ["", "26", "2026-13", "2026-00", "2026-Q5", "9999", "2026-q1", "２０２６", "2026-Q1 "])
def test_other_words_name_no_period(key: str) -> None:
    assert read_period(key) is None


def test_quarter_has_three_months() -> None:
    quarter = read_period("2026-Q4")
    assert quarter is not None
    assert (quarter.start, quarter.end) == (date(2026, 10, 1), date(2026, 12, 31))
    assert [month.key for month in quarter.months] == ["2026-10", "2026-11", "2026-12"]
    assert not quarter.holds(None)
