import numpy as np
import pytest

from genjin.forecast.engine.hazards import count, half_life, odds_of, shrunk
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.score import folds_of
from tests.forecast.histories import HEADER, moment, past


def constant_pace(*, deals: int, rate: float, win: float, days: float, seed: int) -> Past:
    """Deals of one stage that arrive evenly, leave at a constant rate per day, and are won with a constant chance."""
    random = np.random.default_rng(seed)
    start = np.datetime64("2024-01-01", "s")
    lines = [HEADER]
    for deal, born in enumerate(random.random(deals) * days):
        ends = born + random.exponential(1 / rate)
        lines.append(f"D{deal},{start + np.timedelta64(int(born * 86400), 's')},stage,A,\n")
        lines.append(
            f"D{deal},{start + np.timedelta64(int(ends * 86400), 's')},{'won' if random.random() < win else 'lost'},,\n"
        )
    return read_history("".join(lines).encode(), order=["A"]).until(moment("2024-01-01") + int(days * 86400))


def overall_rate(known: Past, half: float) -> float:
    counts = count(known, folds_of(known), half=half)
    return float(counts.exits.sum() / counts.days.sum())


@pytest.mark.parametrize("half", [20.0, 60.0, 1e6])
def test_recency_weights_do_not_bend_the_hazard(half: float) -> None:
    # weighting whole deals by the date of their closing, and open ones by now, would give about two thirds of it
    rates = [
        overall_rate(constant_pace(deals=4000, rate=1 / 40, win=0.3, days=400, seed=seed), half) for seed in range(4)
    ]
    assert np.mean(rates) == pytest.approx(1 / 40, rel=0.07)


def test_weighting_by_the_closing_date_would_bend_it() -> None:
    """The trap, kept in sight: the same deals, each weighted as a whole by when it ended."""
    known = constant_pace(deals=4000, rate=1 / 40, win=0.3, days=400, seed=0)
    spells = known.spells
    weight = np.exp2(spells.end / 20.0)
    bent = (weight * ~spells.is_open).sum() / (weight * (spells.end - spells.start)).sum()
    assert bent < 0.85 / 40


def test_open_deals_are_exposure() -> None:
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-11 won - -\nD2 2026-01-01 stage A -", "2026-01-21")
    counts = count(known, np.zeros(2, dtype=int), half=1e9)
    assert counts.days.sum() == pytest.approx(30)
    assert counts.exits.sum() == pytest.approx(1)


def test_exposure_is_weighted_by_the_day_on_which_it_was_lived() -> None:
    known = past("D1 2026-01-01 stage A -", "2026-01-11")
    counts = count(known, np.zeros(1, dtype=int), half=5.0)
    assert counts.days.sum() == pytest.approx((1 - 0.25) * 5 / np.log(2))


def test_days_before_the_log_knew_the_deal_do_not_count() -> None:
    # created in a late stage: its earlier stages were never seen, so they are nobody's exposure
    known = past("D1 2026-01-05 stage C -", "2026-01-11")
    counts = count(known, np.zeros(1, dtype=int), half=1e9)
    assert counts.days.sum(axis=(0, 2)).tolist() == [0.0, 0.0, 0.0, pytest.approx(6.0)]


def test_leaving_one_group_out_is_counting_the_others() -> None:
    known = constant_pace(deals=300, rate=1 / 40, win=0.3, days=200, seed=1)
    group = folds_of(known)
    counts = count(known, group, half=100.0)
    prior = np.full((2, 4), 0.25)
    without = shrunk(counts, without=2, prior_share=prior)
    kept = counts.exits[np.arange(5) != 2].sum(axis=0)
    assert without.rate.shape == kept.shape[:2]
    assert not np.allclose(without.rate, shrunk(counts, prior_share=prior).rate)


def test_empty_stage_has_the_pace_of_all_and_leads_where_stages_lead() -> None:
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-11 lost - -", "2026-01-21")
    prior = np.zeros((4, 6))
    prior[:, 5] = 1.0
    found = shrunk(count(known, np.zeros(1, dtype=int), half=1e9), prior_share=prior)
    assert found.rate[3, 0] == pytest.approx((1 + 1) / (10 + 30))
    assert odds_of(found).entered[3] == pytest.approx(1.0)


def test_odds_of_a_loop_are_the_closed_form() -> None:
    # A leads to B; B back to A half of the time, else to won; A is lost one time of four
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-11 lost - -", "2026-01-21", order="A,B")
    found = shrunk(count(known, np.zeros(1, dtype=int), half=1e9), prior_share=np.full((3, 5), 0.2))
    share = np.zeros_like(found.share)
    share[1, :, 2], share[1, :, 3] = 0.75, 0.25
    share[2, :, 1], share[2, :, 4] = 0.5, 0.5
    share[0, :, 1] = 1.0
    looped = type(found)(found.edges, found.rate, share, np.zeros(3), np.zeros((3, 5)))
    # a = 0.75 b, b = 0.5 a + 0.5
    assert odds_of(looped).entered[:3] == pytest.approx([0.6, 0.6, 0.8])


def test_odds_fall_with_age_where_those_that_stay_are_lost() -> None:
    lines = []
    for number in range(60):
        lines.append(f"W{number} 2026-01-{1 + number % 5:02d} stage A -")
        lines.append(f"W{number} 2026-01-{6 + number % 5:02d} won - -")
        lines.append(f"L{number} 2026-01-{1 + number % 5:02d} stage A -")
        lines.append(f"L{number} 2026-02-{10 + number % 5:02d} lost - -")
    known = past("\n".join(lines), "2026-03-01", order="A")
    found = odds_of(shrunk(count(known, folds_of(known), half=half_life(known)), prior_share=np.full((2, 4), 0.25)))
    young, old = found.of(np.array([1, 1]), np.array([1.0, 20.0]))
    assert young > 0.3
    assert old < 0.05


def test_half_life_reaches_back_for_enough_closings() -> None:
    few = constant_pace(deals=250, rate=1 / 10, win=0.3, days=400, seed=2)
    many = constant_pace(deals=12000, rate=1 / 10, win=0.3, days=400, seed=2)
    assert half_life(few) == pytest.approx(float(np.sort(-few.closed[few.is_closed])[149]))
    assert half_life(many) == pytest.approx(2 * many.cycle)
