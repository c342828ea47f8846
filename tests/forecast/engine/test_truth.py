"""What the engine finds in firms whose truth is known. Sizes are such that all of it takes seconds."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from genjin.forecast.engine import score
from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.backtest import backtest
from genjin.forecast.engine.baselines import base_rate, vendor_table
from genjin.forecast.engine.features import columns_of, facts_of, matrix_of, scales_of
from genjin.forecast.engine.hazards import count, half_life, odds_of, shrunk
from genjin.forecast.engine.history import History
from genjin.forecast.engine.measures import auc, brier
from genjin.forecast.engine.parts import learn, odds_now
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.score import decided_snapshots, folds_of
from genjin.forecast.engine.snapshots import Snapshots, open_now
from tests.forecast.simulator import FIRMS, Firm, Simulated, firm_named, simulate, true_odds


@cache
def log(firm: Firm) -> History:
    return read(simulate(firm))


def read(simulated: Simulated) -> History:
    return read_history(simulated.csv().encode(), order=simulated.firm.stages)


def at(history: History, share: float) -> Past:
    start, end = int(history.at.min()), int(history.at.max())
    return history.until(int(start + share * (end - start)))


def decided(past: Past, history: History, now: Snapshots) -> tuple[Floats, Floats]:
    """Return which of the open deals have an outcome at the end of the log, and the outcomes."""
    whole = history.until(int(history.at.max()))
    place = np.searchsorted(whole.names, np.array(past.names)[now.deal])
    return whole.is_closed[place], whole.won[place].astype(float)


ALIKE = firm_named(
    "plain", deals=6000, quality=0, amount_effect=0, silence=0, never_closed=0, skips=0, back=0, direct=0
)


def test_odds_by_stage_and_age_are_the_true_ones() -> None:
    past = at(log(ALIKE), 1.0)
    stages = len(past.stages)
    counts = count(past, folds_of(past), half=half_life(past) * 4)
    odds = odds_of(shrunk(counts, prior_share=np.full((stages, stages + 2), 1 / (stages + 2))))
    ages = np.array([0.0, 3.0, 8.0, 15.0])
    truth = true_odds(ALIKE, ages)
    found = np.array([odds.of(np.full(len(ages), stage), ages) for stage in range(1, stages)])
    assert np.abs(found - truth).max() < 0.05


def test_odds_follow_a_drift() -> None:
    firm = replace(ALIKE, drift=-0.9, years=4.0, name="falling")
    early, late = (odds_now(learn(at(log(firm), share)), at(log(firm), share)) for share in (0.3, 1.0))
    assert late.by_stage_and_age.mean() < early.by_stage_and_age.mean() - 0.08


SEVERAL = [replace(firm, deals=2000, seed=5) for firm in FIRMS if firm.name in {"plain", "untidy", "high win rate"}]


def cases(firms: list[Firm]) -> Iterator[tuple[Past, History]]:
    for firm in firms:
        for share in (0.55, 0.75):
            yield at(log(firm), share), log(firm)


def test_chances_beat_what_teams_have_without_a_model() -> None:
    errors: dict[str, list[float]] = {"model": [], "table": [], "base": []}
    for past, history in cases(SEVERAL):
        found = odds_now(learn(past), past)
        asked, won = decided(past, history, found.snapshots)
        errors["model"].append(brier(found.win[asked], won[asked]))
        errors["table"].append(brier(vendor_table(len(past.stages))[found.snapshots.stage][asked], won[asked]))
        errors["base"].append(brier(np.full(asked.sum(), base_rate(past)), won[asked]))
    model, table, base = (float(np.mean(errors[name])) for name in ("model", "table", "base"))
    assert model < base - 0.02
    assert model < table - 0.015


def test_chances_are_not_worse_than_gradient_boosting() -> None:
    ensemble = pytest.importorskip("sklearn.ensemble")
    ours, theirs, outcomes = [], [], []
    for firm in FIRMS:
        history = log(replace(firm, deals=min(firm.deals, 2000), seed=1))
        past = at(history, 0.7)
        found = odds_now(learn(past), past)
        asked, won = decided(past, history, found.snapshots)
        ours.append(found.win[asked])
        outcomes.append(won[asked])
        theirs.append(_boosted(past, ensemble.HistGradientBoostingClassifier)[asked])
    won = np.concatenate(outcomes)
    mine, boosted = np.concatenate(ours), np.concatenate(theirs)
    assert brier(mine, won) <= brier(boosted, won) + 0.002
    assert auc(mine, won) >= auc(boosted, won) - 0.015


def _boosted(past: Past, classifier: type) -> Floats:
    """Return what trees make of the same snapshots and the same columns, with stage and age as they are."""
    then = decided_snapshots(past, half_life(past))
    weight = 1 / np.sqrt(np.bincount(then.deal, minlength=len(past.names))[then.deal])
    columns = columns_of(past, then, facts_of(past, then), cycle=past.cycle)
    scales = scales_of(columns, weight)

    def seen(snapshots: Snapshots) -> Floats:
        known = columns_of(past, snapshots, facts_of(past, snapshots), cycle=past.cycle)
        return np.c_[matrix_of(known, scales), snapshots.stage, snapshots.age]

    trees = classifier(max_iter=100, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=50, random_state=0)
    trees.fit(seen(then), past.won[then.deal], sample_weight=weight)
    chances: Floats = trees.predict_proba(seen(open_now(past)))[:, 1]
    return chances


@pytest.mark.parametrize("name", [firm.name for firm in FIRMS])
def test_no_effect_of_owners_where_there_is_none(name: str) -> None:
    past = at(log(firm_named(name, deals=1200, seed=3)), 0.8)
    found = odds_now(learn(past), past)
    assert "owner" not in found.terms


def test_effect_of_owners_is_found_where_there_is_one() -> None:
    simulated = simulate(firm_named("plain", deals=1500, seed=3))
    random = np.random.default_rng(1)
    # owner 1 loses three of four deals that would have been won; owner 6 wins a third of those that would be lost
    simulated.rows = [
        (deal, when, _turned(event, owner, random), value, owner) for deal, when, event, value, owner in simulated.rows
    ]
    past = at(read(simulated), 0.8)
    effects = dict(zip(past.owners, learn(past).score.owners, strict=True))
    assert effects["owner 1"] < -0.3
    assert effects["owner 6"] > 0.3


def _turned(event: str, owner: str, random: np.random.Generator) -> str:
    if event == "won" and owner == "owner 1" and random.random() < 0.75:
        return "lost"
    if event == "lost" and owner == "owner 6" and random.random() < 0.33:
        return "won"
    return event


@pytest.mark.parametrize(("closed", "better_by"), [(10, 0.02), (40, 0.01), (160, 0.015)])
def test_few_cases_are_better_than_their_own_base_rate(closed: int, better_by: float) -> None:
    model, base = [], []
    for seed in range(1, 11 if closed < 100 else 3):
        for name in ("plain", "two weeks, expiry", "high win rate", "eight stages"):
            history = log(firm_named(name, deals=4 * closed + 40, years=1.0, seed=seed))
            whole = history.until(int(history.at.max()))
            moment = np.sort(whole.closed[whole.is_closed])[closed - 1]
            past = history.until(int(history.at.max() + np.ceil(moment * 86_400)))
            found = odds_now(learn(past), past)
            asked, won = decided(past, history, found.snapshots)
            model.append((found.win[asked] - won[asked]) ** 2)
            base.append((base_rate(past) - won[asked]) ** 2)
    assert np.concatenate(model).mean() < np.concatenate(base).mean() - better_by


def test_bands_hold_about_four_times_of_five_and_errors_stay_below_the_run_rate() -> None:
    firms = [
        firm_named("two weeks, many", deals=2500, years=0.9, amount_spread=0.6, season=0.5, seed=9),
        firm_named("plain", deals=2500, years=2.2, amount_spread=0.6, season=0.3, seed=9),
    ]
    found = [row for firm in firms for row in backtest(log(firm), dates=8, draws=400)["revenue"]]
    firm_hits = np.average([row["hits"] for row in found], weights=[row["n"] for row in found])
    owner_hits = np.average([row["owners_hits"] for row in found], weights=[row["owners_n"] for row in found])
    # two dozen windows of the firm, six times as many of its owners
    assert 0.65 <= firm_hits <= 0.97
    assert 0.72 <= owner_hits <= 0.90
    assert np.mean([row["wape"] for row in found]) < np.mean([row["wape_run_rate"] for row in found])


def test_thin_logs_lose_the_score_and_keep_the_rest() -> None:
    past = at(log(firm_named("plain", deals=60, seed=2)), 0.1)
    assert past.is_closed.sum() < score.FEW
    found = odds_now(learn(past), past)
    assert ((found.win > 0.005) & (found.win < 0.95)).all()
