"""Ranges of any choice of deals, while a page waits."""

import numpy as np
import pytest

from genjin.forecast.engine.share import Lift, Share, band_of, draw_share, won_between

STILL = Lift(level=1.0, bias=0.0, spread=1e-9, owner_spread=1e-9)
NOTHING = np.zeros(0)


def share(chance: list[float], amount: list[float], new: float = 0.0, amounts: tuple[float, ...] = ()) -> Share:
    return Share(np.array(chance)[:, None], np.array(amount), np.array([new]), np.array(amounts))


def test_mean_is_that_of_the_coins() -> None:
    drawn = draw_share(share([0.5, 0.25], [100.0, 400.0]), [STILL], draws=40_000)
    assert drawn.mean() == pytest.approx(150, rel=0.02)
    assert set(np.unique(drawn.round())) == {0, 100, 400, 500}


def test_many_small_deals_are_as_good_as_normal() -> None:
    random = np.random.default_rng(1)
    chance, amount = random.uniform(0.05, 0.9, 3000), np.exp(random.normal(10, 1, 3000))
    drawn = draw_share(share(chance.tolist(), amount.tolist()), [STILL])
    spread = np.sqrt((amount**2 * chance * (1 - chance)).sum())
    assert drawn.mean() == pytest.approx(chance @ amount, rel=0.01)
    assert drawn.std() == pytest.approx(spread, rel=0.1)


def test_new_business_and_unknown_amounts_count_as_usual_wins() -> None:
    found = draw_share(share([1.0], [np.nan], new=2.0, amounts=(10.0, 30.0)), [STILL], draws=40_000)
    assert found.mean() == pytest.approx(20 + 2 * 20, rel=0.02)
    many = draw_share(share([], [], new=1000.0, amounts=(10.0, 30.0)), [STILL])
    assert many.mean() == pytest.approx(20_000, rel=0.01)


def test_shock_widens_and_one_owner_is_less_sure_than_many() -> None:
    certain = Share(np.ones((1, 1)), np.array([100.0]), np.zeros(1), NOTHING)
    lift = Lift(level=1.0, bias=0.0, spread=0.1, owner_spread=0.4)
    alone = draw_share(certain, [lift])
    among = draw_share(Share(certain.chance, certain.amount, certain.new_wins, NOTHING, concentration=0.01), [lift])
    low, _middle, high = band_of(alone)
    assert low < band_of(among)[0] < 100 < band_of(among)[2] < high
    assert alone.mean() == pytest.approx(100, rel=0.05)


def test_same_share_gives_the_same_draws() -> None:
    one, two = (draw_share(share([0.3], [5.0], 1.0, (2.0,)), [Lift()]) for _ in range(2))
    assert (one == two).all()


def test_nothing_brings_nothing() -> None:
    assert draw_share(share([], []), [Lift()]).sum() == 0


def test_chance_within_a_span_is_read_between_the_horizons() -> None:
    won_by, horizons = np.array([[0.1, 0.3]]), np.array([10.0, 30.0])
    assert won_between(won_by, horizons, 0, 10) == pytest.approx([0.1])
    assert won_between(won_by, horizons, 0, 5) == pytest.approx([0.05])
    assert won_between(won_by, horizons, 10, 20) == pytest.approx([0.1])
    assert won_between(won_by, horizons, 20, 400) == pytest.approx([0.1])
    assert won_between(won_by, horizons, -50, -1) == pytest.approx([0.0])
