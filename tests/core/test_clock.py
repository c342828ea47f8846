"""The clock, and how it is stopped."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from genjin.core import clock

THEN = datetime(2026, 3, 9, 20, 0, tzinfo=UTC)


def test_stopped_it_says_that_moment_and_its_day_in_shanghai() -> None:
    with clock.stopped_at(THEN):
        assert clock.now() == THEN
        assert clock.today() == date(2026, 3, 10)


def test_it_goes_on_afterwards_whatever_happened() -> None:
    with pytest.raises(ZeroDivisionError), clock.stopped_at(THEN):
        raise ZeroDivisionError
    assert clock.now() > THEN


def test_it_can_be_stopped_inside_a_stop() -> None:
    later = THEN.replace(year=2027)
    with clock.stopped_at(THEN):
        with clock.stopped_at(later):
            assert clock.now() == later
        assert clock.now() == THEN


def test_a_moment_belongs_to_the_day_of_whoever_looks() -> None:
    assert clock.day_of(THEN) == date(2026, 3, 10)
    with timezone.override(UTC):
        assert clock.day_of(THEN) == date(2026, 3, 9)
