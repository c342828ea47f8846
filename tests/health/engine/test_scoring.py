"""The score: DOMAIN's worked example, families, red lines, bands, and checks that are set otherwise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.health.engine.check import Check, Finding
from genjin.health.engine.defaults import POINTS, STAGES, WEIGHTS
from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import CheckRule, Dimension, Rules, Severity, default_rules
from genjin.health.engine.scoring import Health, band, capped, reckon

TODAY = date(2026, 3, 31)
FACTS = PlanFacts(today=TODAY, project=1, created_on=date(2026, 3, 1))


def found(*entries: tuple[str, Dimension, Severity, int, str]) -> Health:
    """Reckon with checks that always find: key, dimension, severity, points, family."""
    checks, rules = {}, {}
    for key, dimension, severity, points, family in entries:
        finding = Finding(severity, TODAY)
        checks[key] = Check(key, dimension, lambda _facts, _rules, finding=finding: finding, "action", family or key)
        rules[key] = CheckRule(points={severity: points})
    return reckon(FACTS, Rules(checks=rules), checks)


EXAMPLE = (
    ("a", Dimension.RELATIONSHIP, Severity.HIGH, 25, ""),
    ("b", Dimension.RELATIONSHIP, Severity.HIGH, 15, ""),
    ("c", Dimension.PROGRESS, Severity.MEDIUM, 15, ""),
    ("d", Dimension.COMPETITION, Severity.HIGH, 20, ""),
    ("e", Dimension.EXECUTION, Severity.MEDIUM, 30, ""),
    ("f", Dimension.EXECUTION, Severity.LOW, 10, ""),
)


def test_worked_example_of_domain() -> None:
    health = found(*EXAMPLE)
    assert list(health.dimensions.values()) == [60, 85, 100, 80, 60]
    assert health.score == 77  # 77.25
    assert band(health.score) == "green"


def test_red_lines_cap_it() -> None:
    red = ("g", Dimension.VALUE, Severity.RED, 0, "")
    assert found(*EXAMPLE, red).score == 49
    assert found(*EXAMPLE, red, ("h", Dimension.VALUE, Severity.RED, 0, "")).score == 29
    assert capped(12.5, 1) == 12


def test_only_the_largest_of_a_family_counts() -> None:
    health = found(
        ("a", Dimension.PROGRESS, Severity.HIGH, 20, "next step"),
        ("b", Dimension.PROGRESS, Severity.HIGH, 30, "next step"),
        ("c", Dimension.PROGRESS, Severity.LOW, 5, ""),
    )
    assert health.dimensions[Dimension.PROGRESS] == 65
    assert {alert.check.key: alert.points for alert in health.alerts} == {"a": 0, "b": 30, "c": 5}


def test_a_dimension_never_falls_below_nothing() -> None:
    entries = [(str(number), Dimension.VALUE, Severity.HIGH, 40, "") for number in range(3)]
    assert found(*entries).dimensions[Dimension.VALUE] == 0


def test_alerts_come_worst_first() -> None:
    health = found(
        ("low", Dimension.VALUE, Severity.LOW, 50, ""),
        ("red", Dimension.VALUE, Severity.RED, 5, ""),
        ("high", Dimension.VALUE, Severity.HIGH, 10, ""),
        ("higher", Dimension.VALUE, Severity.HIGH, 20, ""),
    )
    assert [alert.check.key for alert in health.alerts] == ["red", "higher", "high", "low"]


def test_a_check_that_is_off_finds_nothing() -> None:
    check = Check("a", Dimension.VALUE, lambda _facts, _rules: Finding(Severity.RED, TODAY), "action", "a")
    assert reckon(FACTS, Rules(checks={"a": CheckRule(is_on=False)}), {"a": check}).alerts == []


def test_a_demoted_check_counts_a_level_lower() -> None:
    check = Check("a", Dimension.VALUE, lambda _facts, _rules: Finding(Severity.RED, TODAY), "action", "a")
    points = {Severity.RED: 30, Severity.HIGH: 20}
    health = reckon(FACTS, Rules(checks={"a": CheckRule(points=points, is_demoted=True)}), {"a": check})
    assert (health.alerts[0].finding.severity, health.alerts[0].points) == (Severity.HIGH, 20)
    assert health.red_lines == 0
    assert health.score == 96


@pytest.mark.parametrize(("score", "name"), [(100, "green"), (75, "green"), (74, "amber"), (50, "amber"), (49, "red")])
def test_bands(score: int, name: str) -> None:
    assert band(score) == name


def test_defaults_cover_every_check_and_add_up() -> None:
    assert list(POINTS) == list(CHECKS)
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(Dimension)
    assert sorted(STAGES) == [1, 2, 3, 4, 5, 6]
    assert default_rules().stage(4).people == 4


@given(
    st.integers(0, 7),
    st.lists(st.tuples(st.integers(1, 6), st.dates(date(2025, 1, 1), TODAY)), max_size=3),
    st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 6, 1))),
)
def test_any_plan_has_a_score(stage: int, stages: list[tuple[int, date]], close_on: date | None) -> None:
    facts = PlanFacts(TODAY, 1, date(2025, 1, 1), stage, tuple(sorted(stages, key=lambda s: s[1])), 40, close_on)
    health = reckon(facts, default_rules())
    assert 0 <= health.score <= 100
    assert all(0 <= score <= 100 for score in health.dimensions.values())
    assert all(alert.finding.since <= TODAY for alert in health.alerts)
