import numpy as np
import pytest

from genjin.forecast.engine.month_end import days_that_count, is_month_end, rush_of
from tests.forecast.histories import moment

DAY = 86_400


def days(start: str, count: int) -> np.ndarray:  # type: ignore[type-arg]
    return moment(start) // DAY + np.arange(count)


def test_last_two_days_of_each_month_are_its_end() -> None:
    found = days("2024-02-26", 6)
    assert is_month_end(found).tolist() == [False, False, True, True, False, False]


def test_no_rush_unless_beyond_chance() -> None:
    random = np.random.default_rng(3)
    assert rush_of(np.zeros(0, dtype=np.int64)) == 1.0
    assert rush_of(random.integers(moment("2024-01-01"), moment("2026-01-01"), 2000)) == 1.0


def test_rush_is_found_where_a_third_is_won_at_the_end() -> None:
    random = np.random.default_rng(3)
    every = days("2024-01-01", 731)
    ends = every[is_month_end(every)]
    wins = np.r_[random.choice(every, 1000), random.choice(ends, 500)] * DAY
    # a share of 2 days in 30.4 brings 500 beside its usual 66
    assert rush_of(wins) == pytest.approx((566 / 66) / (934 / 934), rel=0.15)


def test_horizon_with_a_month_end_counts_more_and_a_month_is_a_month() -> None:
    horizons = np.array([7.0, 30.4, 365.25])
    assert days_that_count(moment("2026-01-01"), horizons, 1.0) is horizons
    early = days_that_count(moment("2026-01-01"), horizons, 6.0)
    late = days_that_count(moment("2026-01-26T12:00"), horizons, 6.0)
    assert early[0] < 7 < late[0]
    assert early[1] == pytest.approx(30.4, rel=0.1)
    assert late[2] == pytest.approx(365.25, rel=0.01)
