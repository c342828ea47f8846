"""What attitude, coverage, signals, health and overdue steps do to the odds: what the past shows, and else nothing."""

from functools import cache

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.events import FACTS
from genjin.forecast.engine.fact_effects import FEWEST_DEALS
from genjin.forecast.engine.features import facts_of
from genjin.forecast.engine.history import History
from genjin.forecast.engine.measures import brier
from genjin.forecast.engine.parts import DealOdds, learn, odds_now
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.score import Score
from genjin.forecast.engine.steps import steps_of
from tests.forecast.simulator import firm_named, simulate

DAY = 86_400
EFFECT = 0.8


@cache
def log(effect: float, *, told: bool = True) -> History:
    """Nine months from creation to closing, so that many deals are open at once."""
    firm = firm_named("nine months", deals=1500, facts=True, plan_effect=effect, seed=31)
    lines = [line for line in simulate(firm).csv().splitlines() if told or line.split(",")[2] not in FACTS]
    return read_history("\n".join(lines).encode(), order=firm.stages)


@cache
def forecasts(effect: float, *, told: bool = True) -> list[tuple[Past, Score, DealOdds]]:
    end = int(log(effect).at.max())
    pasts = [log(effect, told=told).until(end - days * DAY) for days in (1100, 900, 700, 500)]
    learnt = [(past, learn(past)) for past in pasts]
    return [(past, parts.score, odds_now(parts, past)) for past, parts in learnt]


def decided(effect: float, *, told: bool = True) -> tuple[Floats, Floats, Floats]:
    """Return chance, outcome and attitude (nan = not known) of all open deals that have been decided since."""
    whole = log(effect).until(int(log(effect).at.max()))
    chance, won, attitude = [], [], []
    for past, _score, odds in forecasts(effect, told=told):
        place = np.searchsorted(whole.names, np.array(past.names)[odds.snapshots.deal])
        closed = whole.is_closed[place]
        chance.append(odds.win[closed])
        won.append(whole.won[place[closed]].astype(float))
        attitude.append(facts_of(past, odds.snapshots).told["attitude"][closed])
    return np.concatenate(chance), np.concatenate(won), np.concatenate(attitude)


def used(effect: float) -> list[set[str]]:
    return [set(score.coefficients) & set(FACTS) for _past, score, _odds in forecasts(effect)]


def test_facts_with_an_effect_are_found_and_no_others() -> None:
    assert used(EFFECT) == [{"attitude", "signals"}] * 4
    assert all(score.coefficients["attitude"] > 0.1 for _past, score, _odds in forecasts(EFFECT))


def test_chances_of_those_who_lean_either_way_are_what_comes() -> None:
    chance, won, attitude = decided(EFFECT)
    blind, _won, _attitude = decided(EFFECT, told=False)
    for group in (attitude >= 1, attitude <= -1):
        assert group.sum() > 100
        assert abs(chance[group].mean() - won[group].mean()) < 0.1
    # without the facts both groups are given about the same chance
    gap = won[attitude >= 1].mean() - won[attitude <= -1].mean()
    assert gap > 0.15
    assert chance[attitude >= 1].mean() - chance[attitude <= -1].mean() > 0.6 * gap
    assert blind[attitude >= 1].mean() - blind[attitude <= -1].mean() < 0.6 * gap


def test_facts_with_an_effect_make_chances_better() -> None:
    chance, won, _attitude = decided(EFFECT)
    blind, _won, _attitude = decided(EFFECT, told=False)
    assert brier(chance, won) < brier(blind, won) - 0.002


def test_facts_without_effect_have_no_term_and_do_no_harm() -> None:
    chance, won, _attitude = decided(0.0)
    blind, _won, _attitude = decided(0.0, told=False)
    assert sum(len(found) for found in used(0.0)) <= 1  # one test in a hundred errs
    assert brier(chance, won) < brier(blind, won) + 0.0005
    assert not any("health" in odds.terms for _past, _score, odds in forecasts(0.0))


def test_few_cases_have_no_term_whatever_they_show() -> None:
    start = int(log(EFFECT).at.min())
    past = next(
        past
        for past in (log(EFFECT).until(start + days * DAY) for days in range(20, 400, 10))
        if past.is_closed.sum() > 9
    )
    score = learn(past).score
    assert 0 < score.facts["attitude"] < FEWEST_DEALS
    assert not set(score.coefficients) & set(FACTS)


def test_terms_of_facts_are_among_the_reasons_and_sum_up() -> None:
    _past, _score, odds = forecasts(EFFECT)[-1]
    total = np.sum(list(odds.terms.values()), axis=0)
    assert np.allclose(np.log(odds.win / (1 - odds.win)), total)
    assert np.abs(odds.terms["attitude"]).max() > 0.2


def test_step_of_a_fact_is_reckoned_as_if_it_held() -> None:
    past = forecasts(EFFECT)[-1][0]
    parts = learn(past)
    now = odds_now(parts, past)
    better = np.full(len(now.win), 2.0)
    none = np.full(len(now.win), np.nan)
    asked = {"win_decider": ("attitude", better), "nothing": ("attitude", none), "cover": ("coverage", better)}
    steps = steps_of(parts, past, now, asked)
    assert (steps["win_decider"] >= now.win - 1e-9).all()
    assert np.isnan(steps["nothing"]).all()
    assert "cover" not in steps  # the model does not use coverage: nothing can be said
