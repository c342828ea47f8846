"""What a kept range says of an amount."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.forecast.engine.ranges import chance_to_reach

AMOUNTS = st.floats(0, 1e12, allow_nan=False)


@pytest.mark.parametrize(("amount", "chance"), [(50.0, 0.9), (100.0, 0.5), (300.0, 0.1)])
def test_is_right_at_the_points_that_were_kept(amount: float, chance: float) -> None:
    assert chance_to_reach(50, 100, 300, amount) == pytest.approx(chance, abs=1e-4)


def test_is_near_what_the_draws_say() -> None:
    drawn = np.exp(np.random.default_rng(1).normal(3, 0.4, 20_000)) * 1000
    low, middle, high = np.quantile(drawn, [0.1, 0.5, 0.9])
    for amount in (12_000, 18_000, 25_000, 40_000):
        assert chance_to_reach(low, middle, high, amount) == pytest.approx((drawn >= amount).mean(), abs=0.015)


@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(sorted), AMOUNTS, AMOUNTS)
def test_more_is_never_likelier(band: list[float], one: float, other: float) -> None:
    low, middle, high = band
    less, more = sorted((one, other))
    assert 0 <= chance_to_reach(low, middle, high, more) <= chance_to_reach(low, middle, high, less) <= 1
