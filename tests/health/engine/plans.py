"""Facts for the tests of the checks: a plan on Tuesday 2026-03-31 in which nothing is wrong, changed as said."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from genjin.health.engine.check import Check, Finding
from genjin.health.engine.facts import Contacted, Person, PlanFacts, Rival, Signal, Step
from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import Rules, default_rules

TODAY = date(2026, 3, 31)
RULES = default_rules()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def met(days: int, *people: int, **values: object) -> Contacted:
    """A meeting so many days ago with these people."""
    return Contacted(on=ago(days), people=frozenset(people), **{"ours": frozenset({1}), **values})


TOLD: dict[str, Any] = {"evidence": 2, "attitude_on": ago(5)}
PEOPLE = (
    Person(1, "赵总", "KDM", 1, 3, 1, 3, ago(5), buying_roles=frozenset({"final"})),
    Person(2, "刘总", "KI", 2, attitude=0, **TOLD, buying_roles=frozenset({"purchasing"})),
    Person(3, "王总工", "KI", 3, influence=3, attitude=2, **TOLD, buying_roles=frozenset({"coach"})),
    Person(4, "周主任", "KU", 4),
)
SOUND = PlanFacts(
    today=TODAY,
    project=1,
    created_on=ago(60),
    stage=4,
    stages=((1, ago(60)), (2, ago(40)), (3, ago(25)), (4, ago(10))),
    days_in_stage=8,
    close_on=TODAY + timedelta(days=60),
    people=PEOPLE,
    contacts=(met(9, 1, 2), met(6, 3), met(2, 1, 4, ours=frozenset({1, 2}), result="advance")),
    steps=(Step(1, "提交分期报价", TODAY + timedelta(days=3), is_open=True),),
    pains=2,
    figured_pains=1,
    written_pains=1,
    budget_on=ago(10),
    has_live_budget=True,
    customer_types=frozenset({"cost"}),
    sheets=frozenset({"return", "criteria"}),
    has_confirmed_return=True,
    scored_criteria=3,
    rivals=(Rival("恒拓软件", is_judged=True, has_answer=True),),
    lines=1,
    duties=frozenset({"technical", "delivery"}),
    evidence=(3, 2, 2),
    record_lags=(2.0,) * 5,
    signals=(Signal("timeline", "+", ago(12)),),
)


def plan(**values: object) -> PlanFacts:
    """The sound plan with some values changed; `stage` alone moves the stages along."""
    if "stage" in values and "stages" not in values:
        values["stages"] = ((values["stage"], ago(10)),) if values["stage"] else ()
    return replace(SOUND, **values)


def found(key: str, facts: PlanFacts, rules: Rules = RULES) -> Finding | None:
    return CHECKS[key](facts, rules)


def severity(key: str, facts: PlanFacts, rules: Rules = RULES) -> str:
    """How bad a check finds it; "" where it finds nothing."""
    finding = found(key, facts, rules)
    return finding.severity.name.lower() if finding else ""


def every_check() -> list[Check]:
    return list(CHECKS.values())
