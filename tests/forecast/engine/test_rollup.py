import numpy as np
import pytest

from genjin.forecast.engine.outlook import Outlook
from genjin.forecast.engine.record import Shock
from genjin.forecast.engine.rollup import roll_up

QUIET = Shock(model_share=1.0, bias=0.0, spread=0.0, owner_spread=0.0)


def outlook(won_by: list[list[float]], amount: list[float], owner: list[int], new: list[list[float]]) -> Outlook:
    return Outlook(
        days=np.array([7.0, 28.0]),
        won_by=np.array(won_by),
        amount=np.array(amount),
        owner=np.array(owner),
        new_wins=np.array(new),
        amounts=np.array([50.0, 150.0]),
    )


def test_one_deal_is_a_coin() -> None:
    bands = roll_up(outlook([[0.2, 0.6]], [1000.0], [0], [[0, 0], [0, 0]]), [QUIET] * 2, [0, 0])
    week, month = (band for band in bands if band.owner is None)
    assert week.mean == pytest.approx(200, rel=0.05)
    assert (week.p10, week.p50, week.p90) == (0, 0, 1000)
    assert month.mean == pytest.approx(600, rel=0.05)
    assert (month.p10, month.p50, month.p90) == (0, 1000, 1000)


def test_many_deals_are_a_binomial() -> None:
    found = outlook([[0.3, 0.3]] * 100, [10.0] * 100, [0] * 100, [[0, 0], [0, 0]])
    band = roll_up(found, [QUIET] * 2, [0, 0])[0]
    spread = 10 * np.sqrt(100 * 0.3 * 0.7)
    assert band.mean == pytest.approx(300, rel=0.01)
    assert band.p90 - band.p10 == pytest.approx(2 * 1.2816 * spread, rel=0.1)
    assert found.variance()[0, 0] == pytest.approx(spread**2)


def test_deals_to_come_are_a_compound_poisson_process() -> None:
    found = outlook([], [], [], [[30.0, 90.0], [0, 0]])
    found = Outlook(found.days, np.zeros((0, 2)), found.amount, found.owner.astype(int), found.new_wins, found.amounts)
    week, month = roll_up(found, [QUIET] * 2, [0, 0])[:2]
    assert week.mean == pytest.approx(3000, rel=0.01)
    assert month.mean == pytest.approx(9000, rel=0.01)
    spread = np.sqrt(30 * np.mean(np.array([50.0, 150.0]) ** 2))
    assert week.p90 - week.p10 == pytest.approx(2 * 1.2816 * spread, rel=0.1)


def test_so_many_that_they_are_normal() -> None:
    found = Outlook(
        np.array([7.0]), np.zeros((0, 1)), np.zeros(0), np.zeros(0, int), np.array([[9e4]]), np.array([50.0, 150])
    )
    band = roll_up(found, [QUIET], [0])[0]
    assert band.mean == pytest.approx(9e6, rel=0.01)
    assert band.p90 - band.p10 == pytest.approx(2 * 1.2816 * np.sqrt(9e4 * 12500), rel=0.1)


def test_firm_is_the_sum_of_its_owners() -> None:
    bands = roll_up(outlook([[0.2, 0.6], [0.5, 0.9]], [1000.0, 10.0], [0, 1], [[1, 4], [2, 3]]), [QUIET] * 2, [0, 0])
    firm = {band.days: band.mean for band in bands if band.owner is None}
    for days, mean in firm.items():
        assert sum(b.mean for b in bands if b.owner is not None and b.days == days) == pytest.approx(mean)


def test_unknown_amount_is_drawn_from_past_wins() -> None:
    band = roll_up(outlook([[1.0, 1.0]], [np.nan], [0], [[0, 0], [0, 0]]), [QUIET] * 2, [0, 0])[0]
    assert (band.p10, band.p90) == (50, 150)
    assert band.mean == pytest.approx(100, rel=0.05)


def test_common_shock_widens_the_band_and_keeps_the_mean() -> None:
    found = outlook([[0.3, 0.3]] * 400, [10.0] * 400, [0] * 400, [[0, 0], [0, 0]])
    calm = roll_up(found, [QUIET] * 2, [0, 0])[0]
    shaken = roll_up(found, [Shock(1.0, 0.0, 0.3, 0.0)] * 2, [0, 0])[0]
    assert shaken.p90 - shaken.p10 > 3 * (calm.p90 - calm.p10)
    assert shaken.mean == pytest.approx(calm.mean, rel=0.02)


def test_bias_and_run_rate_move_the_level() -> None:
    found = outlook([[1.0, 1.0]], [100.0], [0], [[0, 0], [0, 0]])
    assert roll_up(found, [Shock(1.0, np.log(2), 0, 0)] * 2, [0, 0])[0].p50 == pytest.approx(200)
    assert roll_up(found, [Shock(0.5, 0, 0, 0)] * 2, [300, 300])[0].p50 == pytest.approx(200)


def test_same_question_same_answer() -> None:
    found = outlook([[0.2, 0.6]] * 5, [1000.0] * 5, [0] * 5, [[1, 2], [0, 0]])
    assert roll_up(found, [Shock()] * 2, [10, 40]) == roll_up(found, [Shock()] * 2, [10, 40])


def test_more_days_never_bring_less() -> None:
    """Each horizon has its own shock; the longer one's is far lower here."""
    falling = Outlook(
        days=np.array([28.0, 7.0]),
        won_by=np.full((20, 2), 0.4),
        amount=np.full(20, 100.0),
        owner=np.zeros(20, dtype=np.int64),
        new_wins=np.zeros((2, 2)),
        amounts=np.full(5, 100.0),
    )
    bands = roll_up(falling, [Shock(bias=-0.5), Shock(bias=0.5)], [0.0, 0.0], draws=500)
    for owner in (None, 0):
        later, sooner = (band for band in bands if band.owner == owner)
        assert (later.days, sooner.days) == (28.0, 7.0)
        assert (later.p10, later.p50, later.p90, later.mean) == (sooner.p10, sooner.p50, sooner.p90, sooner.mean)
