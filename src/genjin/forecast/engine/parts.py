"""What is learnt from a past in one go: hazards, score, arrivals, amounts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.events import AMOUNT, WON
from genjin.forecast.engine.features import facts_of
from genjin.forecast.engine.hazards import Hazards, count, half_life, odds_of, shrunk
from genjin.forecast.engine.month_end import rush_of
from genjin.forecast.engine.new_business import Arrivals, amounts_to_expect, arrivals_of, wins_of
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.prior import blended, closed_visits, stage_table
from genjin.forecast.engine.ridge import chance_of, logit
from genjin.forecast.engine.score import Score, folds_of, learn_score
from genjin.forecast.engine.snapshots import Snapshots, open_now

USUAL: Sequence[str] = ("level", "stage", "days in stage")
"""The reasons that make up the chance by stage and age, in this order; the score's terms follow."""


@dataclass(frozen=True)
class Parts:
    """The learnt parts of a model. Stages and owners are those of the past that it was learnt from."""

    stages: tuple[str, ...]
    owners: tuple[str, ...]
    closed: int  # how many deals had been won or lost
    cycle: float
    half: float
    hazards: Hazards
    table: Floats  # per stage
    cases: Floats  # closed deals per stage
    score: Score
    arrivals: Arrivals
    amounts: Floats  # of the latest wins
    counted: bool  # the log has no amounts: every win counts 1
    rush: float  # how many times as much is won on a month's last days as on others


@dataclass(frozen=True)
class DealOdds:
    """Open deals now: chance of winning, its terms, and what else the roll-up needs."""

    as_of: int  # seconds on the wall's clock
    snapshots: Snapshots
    win: Floats
    by_stage_and_age: Floats
    terms: dict[str, Floats]  # sum to the logit of `win`
    amount: Floats  # nan = not said
    owner: Ints  # the last place = nobody


def learn(past: Past, table: Floats | None = None, *, score: Score | None = None) -> Parts:
    """Learn all parts. `table` replaces the default stage table; `score` is taken as it is instead of being learnt."""
    half = half_life(past)
    counts = count(past, folds_of(past), half=half)
    prior_share = _usual_exits(len(past.stages))
    table = stage_table(len(past.stages)) if table is None else table
    cases = closed_visits(past)
    counted = not (past.kind == AMOUNT).any()
    return Parts(
        stages=past.stages,
        owners=past.owners,
        closed=int(past.is_closed.sum()),
        cycle=past.cycle,
        half=half,
        hazards=shrunk(counts, prior_share=prior_share),
        table=table,
        cases=cases,
        score=score or learn_score(past, counts, table, cases, half=half, prior_share=prior_share),
        arrivals=arrivals_of(past),
        amounts=amounts_to_expect(wins_of(past, counted=counted)),
        counted=counted,
        rush=rush_of(past.at[past.kind == WON]),
    )


def _usual_exits(stages: int) -> Floats:
    """Return where exits lead in a stage that nobody has left yet: on, lost, or won from the last one."""
    share = np.zeros((stages, stages + 2))
    for stage in range(stages):
        on = stage + 1 if stage + 1 < stages else stages + 1
        share[stage, on] = 0.6
        share[stage, stages] = 0.4
    return share


def odds_now(parts: Parts, past: Past) -> DealOdds:
    """Return the odds of every deal that is open now."""
    now = open_now(past)
    facts = facts_of(past, now)
    odds = odds_of(parts.hazards)
    cases, table = parts.cases[now.stage], parts.table[now.stage]
    chance = odds.of(now.stage, now.age)
    here = logit(blended(chance, cases, table))
    entered = logit(blended(odds.entered[now.stage], cases, table))
    begins = float(parts.arrivals.begins @ odds.entered[: len(parts.stages)])
    usual = np.full(len(now.deal), float(logit(np.array([begins]))[0]))
    terms = {"level": usual, "stage": entered - usual, "days in stage": here - entered}
    for reason, part in parts.score.terms(past, now, facts, cycle=parts.cycle).items():
        terms[reason] = terms.get(reason, 0.0) + part
    total = np.sum(list(terms.values()), axis=0) if len(now.deal) else np.zeros(0)
    return DealOdds(
        as_of=past.as_of,
        snapshots=now,
        win=chance_of(total),
        by_stage_and_age=chance,
        terms=terms,
        amount=np.ones(len(now.deal)) if parts.counted else facts.amount,
        owner=np.where(facts.owner < 0, len(parts.owners), facts.owner),
    )
