"""Each check at its border: what just does not make it fire, and what just does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from genjin.health.engine.check import Check
from genjin.health.engine.facts import CloseMove, Contacted, Danger, Doubt, Person, PlanFacts, Rival, Signal, Step
from genjin.health.engine.qualification import FULL, LETTERS, letters
from genjin.health.engine.rules import Rules, StageRule
from genjin.health.engine.scoring import reckon
from tests.health.engine.plans import PEOPLE, RULES, TODAY, ago, every_check, found, met, plan, severity

KDM, KI, COACH, KU = PEOPLE
BARE = PlanFacts(TODAY, 1, ago(60))


def step(days: int | None, **values: object) -> Step:
    """A step that was due so many days ago."""
    due = None if days is None else ago(days)
    return Step(7, values.pop("content", "提交方案"), due, **{"is_open": True, **values})


def move(days: int) -> CloseMove:
    return CloseMove(ago(5), date(2026, 4, 1), date(2026, 4, 1) + timedelta(days=days))


def danger(**values: object) -> Danger:
    sound = {"score": 15, "has_owner": True, "has_measure": True, "review_on": TODAY, "since": ago(3)}
    return Danger(1, "对手低价", **{**sound, **values})


def people(*attitudes: int | None, **values: object) -> tuple[Person, ...]:
    return tuple(
        Person(
            number, f"人{number}", "KI", number, attitude=attitude, **{"evidence": 2, "attitude_on": ago(3), **values}
        )
        for number, attitude in enumerate(attitudes, 1)
    )


def steps_due(late: int, of: int) -> tuple[Step, ...]:
    return tuple(step(5, is_open=number < late, done_on=None if number < late else ago(6)) for number in range(of))


QUIET = [met(10 * number - 5, 1) for number in range(8, 2, -1)]  # every ten days, the last twenty-five days ago
MESSAGES = tuple(Contacted(ago(days), is_two_way=False, is_outbound=True) for days in (9, 6, 2))

# key, facts, how bad ("" for nothing)
BORDERS: list[tuple[str, PlanFacts, str]] = [
    ("R1", plan(), ""),
    ("R1", plan(contacts=(met(9, 1, 2), met(6, 3))), "high"),
    ("R1", plan(contacts=(met(9, 1, 2), met(30, 3, 4))), ""),
    ("R1", plan(contacts=(met(9, 1, 2), met(31, 3, 4))), "high"),
    ("R1", plan(contacts=(met(9, 1),)), "red"),
    ("R1", plan(contacts=(met(9, 1), met(3))), "high"),  # with whom the other one was is not told
    ("R1", plan(contacts=(met(9, 1),), stage=3), "high"),
    ("R1", plan(contacts=(met(9, 1),), stage=1), ""),
    ("R1", plan(contacts=(met(9, 1),), stage=6), "high"),
    ("R1", plan(contacts=(), stage=0), ""),
    ("R1", plan(contacts=(met(3),)), "high"),
    ("R2", plan(contacts=(met(9, 2, 3, 4),)), "red"),
    ("R2", plan(contacts=(met(9, 2),), stage=3), "high"),
    ("R2", plan(contacts=(met(9, 2),), stage=2), "medium"),
    ("R2", plan(contacts=(met(9, 2),), stage=1), ""),
    ("R2", plan(contacts=(met(200, 1),)), ""),
    ("R2", plan(contacts=(met(2, 1, is_two_way=False),)), "red"),
    ("R2", plan(people=(KI,)), "red"),
    ("R3", plan(contacts=(met(29, 1),)), ""),  # 21 working days
    ("R3", plan(contacts=(met(32, 1),)), "high"),
    ("R3", plan(contacts=(met(32, 1),), stage=3), ""),
    ("R3", plan(contacts=(met(300, 1),), stage=2), ""),
    ("R3", plan(contacts=(met(3, 2),)), ""),  # never reached is R2
    ("R4", plan(people=(replace(KDM, attitude=0), replace(COACH, influence=2))), "high"),
    ("R4", plan(people=(replace(KDM, attitude=0), COACH)), ""),
    ("R4", plan(people=(), stage=1), ""),
    ("R5", plan(people=(replace(KDM, attitude=-1),)), "red"),
    ("R5", plan(people=(replace(KDM, attitude=-1, has_countermeasure=True),)), "high"),
    ("R5", plan(people=(replace(KDM, attitude=0),)), ""),
    ("R5", plan(people=(replace(KI, attitude=-2),)), ""),
    ("R6", plan(people=people(1, 1, 2)), ""),
    ("R6", plan(people=people(1, 1, 2, 1)), "medium"),
    ("R6", plan(people=people(1, 1, 2, 0)), ""),
    ("R6", plan(people=people(0, None, evidence=0)), "medium"),
    ("R6", plan(people=(*people(0, evidence=0), KI, COACH)), ""),
    ("R6", plan(people=people(1, 1, 2, 1), stage=1), ""),
    ("R7", plan(signals=(Signal("personnel", "-", ago(8)),)), "high"),
    ("R7", plan(signals=(Signal("personnel", "-", ago(7)),)), ""),
    ("R7", plan(signals=(Signal("personnel", "-", ago(20), confirmed_on=ago(7)),)), ""),
    ("R7", plan(signals=(Signal("personnel", "-", ago(20), confirmed_on=ago(8)),), map_touched_on=ago(19)), ""),
    ("R7", plan(signals=(Signal("personnel", "+", ago(8)),)), ""),
    ("R7", plan(signals=(Signal("personnel", "-", ago(8)),), map_touched_on=ago(8)), ""),
    ("R7", plan(signals=(Signal("personnel", "-", ago(8)),), map_touched_on=ago(9)), "high"),
    ("R8", plan(contacts=tuple(met(days, 1) for days in range(5))), "low"),
    ("R8", plan(contacts=tuple(met(days, 1) for days in range(4))), ""),
    ("R8", plan(contacts=(*(met(9, 1) for _ in range(4)), met(1, 1, ours=frozenset({2})))), "low"),
    ("R8", plan(contacts=(*(met(9, 1) for _ in range(3)), *(met(1, 1, ours=frozenset({2})),) * 2)), ""),
    ("R8", plan(contacts=tuple(met(1, 1, ours=frozenset({1, 2})) for _ in range(5))), ""),
    ("R9", plan(people=(KDM, KI)), "medium"),
    ("R9", plan(people=(KDM, KI, replace(KU, contact=None))), "medium"),
    ("R9", plan(people=(), stage=1), ""),
    ("P1", plan(steps=()), "red"),
    ("P1", plan(steps=(), stage=3), "high"),
    ("P1", plan(steps=(), stage=6), "high"),
    ("P1", plan(steps=(step(0),)), ""),
    ("P1", plan(steps=(step(7),)), ""),
    ("P1", plan(steps=(step(8),)), "red"),
    ("P1", plan(steps=(step(None),), stage=1), "high"),
    ("P1", plan(steps=(step(-3, is_open=False),), stage=1), "high"),
    ("P1", plan(steps=(step(-3, is_next=False),), stage=1), "high"),
    ("P2", plan(steps=(step(0),)), ""),
    ("P2", plan(steps=(step(1),)), "medium"),
    ("P2", plan(steps=(step(7),)), "medium"),
    ("P2", plan(steps=(step(8),)), "high"),
    ("P2", plan(steps=(step(30), step(-1))), ""),
    ("P3", plan(contacts=(met(11, 1),)), ""),  # 7 working days
    ("P3", plan(contacts=(met(12, 1),)), "medium"),
    ("P3", plan(contacts=(met(20, 1),)), "medium"),  # 14 working days
    ("P3", plan(contacts=(met(21, 1),)), "high"),
    ("P3", plan(contacts=()), "high"),
    ("P3", plan(contacts=(met(100, 1),), stage=0), ""),
    ("P3", plan(contacts=(met(85, 1), *QUIET)), ""),  # its own rhythm is ten days
    ("P3", plan(contacts=tuple(QUIET)), "high"),  # five gaps are too few
    ("P3", plan(contacts=(met(85, 1), *QUIET), today=TODAY + timedelta(days=10)), "medium"),
    ("P4", plan(contacts=MESSAGES), "high"),
    ("P4", plan(contacts=MESSAGES[1:]), ""),
    ("P4", plan(contacts=(*MESSAGES, met(1, 1))), ""),
    ("P4", plan(contacts=tuple(Contacted(ago(days), is_two_way=False) for days in (9, 6, 2))), ""),
    ("P5", plan(days_in_stage=29), ""),
    ("P5", plan(days_in_stage=30), "medium"),
    ("P5", plan(days_in_stage=37), "medium"),
    ("P5", plan(days_in_stage=38), "high"),
    ("P5", plan(days_in_stage=59), "high"),
    ("P5", plan(days_in_stage=60), "red"),
    ("P5", plan(days_in_stage=900, stage=6), ""),
    ("P6", plan(contacts=(met(9, 1, result="pause"), met(2, 1, result="pause"))), "high"),
    ("P6", plan(contacts=tuple(met(days, 1, result="pause") for days in (9, 5, 2))), "red"),
    ("P6", plan(contacts=(met(9, 1, result="pause"), met(5, 1), met(2, 1, result="pause"))), "high"),
    ("P6", plan(contacts=(*(met(9, 1, result="pause"),) * 3, met(2, 1, result="advance"))), ""),
    ("P6", plan(contacts=(met(9, 1, result="pause"),)), ""),
    ("P8", plan(close_on=TODAY), ""),
    ("P8", plan(close_on=ago(1)), "red"),
    ("P8", plan(close_on=ago(1), stage=6), ""),
    ("P8", plan(close_on=None), ""),
    ("P9", plan(close_moves=(move(10),)), ""),
    ("P9", plan(close_moves=(move(90),)), ""),
    ("P9", plan(close_moves=(move(91),)), "high"),
    ("P9", plan(close_moves=(move(10), move(10))), "medium"),
    ("P9", plan(close_moves=(move(10), move(10), move(10))), "high"),
    ("P9", plan(close_moves=(move(91),), stage=6), ""),
    ("V1", plan(figured_pains=0, has_confirmed_return=False), "high"),
    ("V1", plan(figured_pains=0), ""),
    ("V1", plan(pains=0, figured_pains=0, has_confirmed_return=False), "high"),
    ("V1", plan(figured_pains=0, has_confirmed_return=False, stage=2), ""),
    ("V2", plan(has_live_budget=False), "high"),
    ("V2", plan(has_live_budget=False, stage=2), "medium"),
    ("V2", plan(has_live_budget=False, budget_on=None), "high"),
    ("V2", plan(has_live_budget=False, stage=1), ""),
    ("V2", plan(has_live_budget=False, budget_on=None, stage=6), ""),
    ("V4", plan(signals=()), "medium"),
    ("V4", plan(signals=(Signal("timeline", "-", ago(3)),)), "medium"),
    ("V4", plan(signals=(), stage=2), ""),
    ("V5", plan(has_confirmed_return=False), "medium"),
    ("V5", plan(has_confirmed_return=False, sheets=frozenset()), "medium"),
    ("V5", plan(customer_types=frozenset({"technology"}), sheets=frozenset({"return"})), "medium"),
    ("V5", plan(customer_types=frozenset({"risk"}), sheets=frozenset()), ""),
    ("V5", plan(has_confirmed_return=False, stage=3), ""),
    ("V6", plan(), ""),
    ("V6", plan(pains=0), "medium"),  # 18 of 20
    ("V6", plan(pains=0, lines=0), "medium"),
    ("V6", plan(pains=0, lines=0, close_on=None), "high"),
    ("V6", plan(lines=0, close_on=None, written_pains=0, scored_criteria=2), ""),
    ("V6", plan(lines=0, close_on=None, written_pains=0, scored_criteria=0), "medium"),
    ("V6", plan(stage=6, people=()), ""),
    ("C1", plan(rivals=()), "high"),
    ("C1", plan(rivals=(), stage=2), "medium"),
    ("C1", plan(rivals=(), stage=1), ""),
    ("C1", plan(rivals=(Rival("恒拓软件", is_judged=False, has_answer=True),)), "high"),
    ("C2", plan(signals=(Signal("competitor", "-", ago(8)),)), "high"),
    ("C2", plan(signals=(Signal("competitor", "-", ago(7)),)), ""),
    ("C2", plan(signals=(Signal("competitor", "-", ago(8)),), competition_touched_on=ago(8)), ""),
    ("C3", plan(people=(replace(KDM, buying_roles=frozenset()), KI)), "red"),
    ("C3", plan(people=(KDM, COACH)), "red"),
    ("C3", plan(people=(KU,)), "red"),
    ("C3", plan(people=(KDM, COACH), stage=3), "high"),
    ("C3", plan(people=(KDM, COACH), stage=2), ""),
    ("C3", plan(people=(KDM, KI)), ""),
    ("C5", plan(doubts=(Doubt(1, "太贵", ago(14), is_of_decider=True),)), ""),
    ("C5", plan(doubts=(Doubt(1, "太贵", ago(15), is_of_decider=True),)), "high"),
    ("C5", plan(doubts=(Doubt(1, "太贵", ago(30)),)), ""),
    ("C5", plan(doubts=(Doubt(1, "太贵", ago(31)),)), "medium"),
    ("C6", plan(dangers=(danger(),)), ""),
    ("C6", plan(dangers=(danger(has_owner=False),)), "red"),
    ("C6", plan(dangers=(danger(has_measure=False),)), "red"),
    ("C6", plan(dangers=(danger(review_on=None),)), "red"),
    ("C6", plan(dangers=(danger(has_owner=False, score=12),)), ""),
    ("C6", plan(dangers=(danger(has_owner=False, score=None),)), ""),
    ("E1", plan(steps=steps_due(2, 5)), "medium"),
    ("E1", plan(steps=steps_due(3, 10)), ""),
    ("E1", plan(steps=steps_due(4, 10)), "medium"),
    ("E1", plan(steps=steps_due(4, 4)), ""),
    ("E1", plan(steps=tuple(step(6, is_open=False, done_on=ago(5)) for _ in range(5))), "medium"),
    ("E2", plan(steps=(step(-3),)), ""),
    ("E2", plan(steps=(step(None),)), "low"),
    ("E2", plan(steps=(step(-3, has_doer=False),)), "low"),
    ("E2", plan(steps=(step(None, is_open=False),)), ""),
    ("E3", plan(steps=(step(-3, is_vague=True),)), "low"),
    ("E3", plan(steps=(step(-3, is_vague=True, is_open=False),)), ""),
    ("E4", plan(people=people(1, attitude_on=ago(45))), ""),
    ("E4", plan(people=people(1, attitude_on=ago(46))), "medium"),
    ("E4", plan(people=people(1, attitude_on=ago(46)), stage=2), ""),
    ("E4", plan(people=people(1, attitude_on=ago(46)), stage=6), ""),
    ("E4", plan(people=(replace(KU, attitude=1, attitude_on=ago(99)),)), ""),
    ("E5", plan(record_lags=(49.0,) * 5), "low"),
    ("E5", plan(record_lags=(48.0,) * 5), ""),
    ("E5", plan(record_lags=(99.0,) * 4), ""),
    ("E6", plan(evidence=(0, 0, 2)), "medium"),
    ("E6", plan(evidence=(0, 0, 2, 2)), ""),
    ("E6", plan(evidence=(0, 0)), ""),
    ("E6", plan(evidence=(0, 0, 0), stage=2), ""),
    ("E7", plan(is_committed=True), ""),
    ("E7", plan(is_committed=True, unmet_behind=1), "high"),
    ("E7", plan(is_committed=True, stage=3), "high"),
    ("E7", plan(is_committed=True, unmet_behind=1, stage=6), ""),
    ("E7", plan(signals=(Signal("contract", "+", ago(30)),), stage=3), "high"),
    ("E7", plan(signals=(Signal("contract", "+", ago(31)),), stage=3), ""),
    ("E7", plan(signals=(Signal("contract", "+", ago(3)),)), ""),
    ("E8", plan(stage=3), ""),
    ("E8", plan(stage=3, duties=frozenset({"delivery"})), "low"),
    ("E8", plan(stage=5, duties=frozenset({"technical"})), "low"),
    ("E8", plan(stage=4, duties=frozenset()), ""),
]


@pytest.mark.parametrize(("key", "facts", "expected"), BORDERS)
def test_check_fires_at_its_border(key: str, facts: PlanFacts, expected: str) -> None:
    assert severity(key, facts) == expected


def test_nothing_is_wrong_with_a_sound_plan() -> None:
    health = reckon(plan(), RULES)
    assert [alert.check.key for alert in health.alerts] == []
    assert health.score == 100


@pytest.mark.parametrize("check", every_check(), ids=lambda check: check.key)
def test_every_check_is_shown_to_fire_and_not_to_fire(check: Check) -> None:
    shown = {bool(expected) for key, _facts, expected in BORDERS if key == check.key}
    assert shown == {True, False}


@pytest.mark.parametrize(("key", "facts"), [(key, facts) for key, facts, expected in BORDERS if expected])
def test_a_finding_says_since_when(key: str, facts: PlanFacts) -> None:
    finding = found(key, facts)
    assert finding is not None
    assert finding.since <= facts.today


def test_missing_roles_count_twice_at_most() -> None:
    assert (found("R9", plan(people=())) or pytest.fail("no finding")).times == 2


def test_own_median_takes_the_place_of_the_default() -> None:
    rules = Rules({4: StageRule(usual_days=50, own_deals=10)}, RULES.checks)
    assert severity("P5", plan(days_in_stage=49), rules) == ""
    assert (found("P5", plan(days_in_stage=50), rules) or pytest.fail("no finding")).because == "own"


def test_since_a_stage_is_the_day_on_which_it_came_that_far() -> None:
    facts = replace(BARE, stage=3, stages=((2, ago(50)), (3, ago(40)), (1, ago(30)), (2, ago(20)), (3, ago(10))))
    assert facts.since_stage(2) == ago(20)
    assert facts.since_stage(3) == ago(10)
    assert facts.stage_since == ago(10)


def test_letters_go_from_nothing_to_full() -> None:
    assert sum(letters(BARE).values()) == 0
    assert letters(plan()) == dict.fromkeys(LETTERS, 3)
    assert 3 * len(LETTERS) == FULL
