"""The order in which projects need talk."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.meetings.rules import CHANGES, GROUPS, ProjectFacts, Reason, in_order, is_quiet, reasons_of

TODAY = date(2026, 11, 23)
CALM = ProjectFacts(1, score=88, band="green")


def order(*projects: ProjectFacts) -> list[int]:
    return [place.project for place in in_order(projects, TODAY)]


def codes(facts: ProjectFacts) -> list[str]:
    return [reason.code for reason in reasons_of(facts, TODAY)]


ONE_OF_EACH = [
    replace(CALM, project=1, band="red", score=30, band_before="amber"),
    replace(CALM, project=2, band="red", score=20, band_before="red"),
    replace(CALM, project=3, red_signals=2),
    replace(CALM, project=4, red_signals=1, amount=Decimal(9_000_000)),
    replace(CALM, project=5, needs_date=True),
    replace(CALM, project=6, needs_date=True, close_on=date(2026, 10, 1)),
    replace(CALM, project=7, needs_date=True, close_on=date(2026, 11, 20)),
    replace(CALM, project=8, changes={"stage": 1, "amount": 1}),
    replace(CALM, project=9, changes={"risks": 1}),
    replace(CALM, project=10, overdue=1, overdue_days=20),
    replace(CALM, project=11, overdue=4, overdue_days=3),
    replace(CALM, project=12, has_next_step=False, amount=Decimal(500)),
    replace(CALM, project=13, has_next_step=False, amount=Decimal(100)),
    replace(CALM, project=14, band="amber", score=60),
    replace(CALM, project=15, contacts=1, amount=Decimal(-1)),
    replace(CALM, project=16, amount=Decimal(800)),
    replace(CALM, project=17, amount=Decimal(700)),
]


def test_gravest_stands_first_and_what_is_quiet_last() -> None:
    assert order(*reversed(ONE_OF_EACH)) == list(range(1, 18))
    assert [place.project for place in in_order(ONE_OF_EACH, TODAY) if place.is_quiet] == [16, 17]


def test_every_reason_is_named_the_deciding_one_first() -> None:
    facts = replace(
        CALM,
        band="red",
        score=28,
        band_before="green",
        red_signals=3,
        needs_date=True,
        close_on=date(2026, 11, 13),
        changes={"won": 0, "stage": 1, "objections": 2},
        overdue=2,
        overdue_days=5,
        has_next_step=False,
    )
    assert reasons_of(facts, TODAY) == [
        Reason("newly_red", 28),
        Reason("signals", 3),
        Reason("past_date", 10),
        Reason("stage", 1),
        Reason("objections", 2),
        Reason("overdue", 2),
        Reason("no_next_step"),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (replace(CALM, band="red", band_before=""), ["red"]),  # nobody knows how it was: not called new
        (replace(CALM, band="red", band_before="red"), ["red"]),
        (replace(CALM, needs_date=True, close_on=TODAY), []),  # today has not passed
        (replace(CALM, needs_date=False, close_on=date(2020, 1, 1)), []),  # it is signed: the day may lie behind
        (replace(CALM, is_open=False, has_next_step=False, changes={"won": 1}), ["won"]),
    ],
)
def test_what_is_no_reason_is_not_named(facts: ProjectFacts, expected: list[str]) -> None:
    assert codes(facts) == expected


@pytest.mark.parametrize("facts", [replace(CALM, band="amber"), replace(CALM, band=""), replace(CALM, contacts=1)])
def test_only_a_healthy_plan_that_nobody_touched_is_quiet(facts: ProjectFacts) -> None:
    assert not is_quiet(facts, reasons_of(facts, TODAY))
    assert is_quiet(CALM, reasons_of(CALM, TODAY))


facts_of_any = st.builds(
    ProjectFacts,
    project=st.integers(1, 10**6),
    amount=st.decimals(0, 10**9, places=2),
    score=st.integers(0, 100),
    band=st.sampled_from(["", "red", "amber", "green"]),
    band_before=st.sampled_from(["", "red", "amber", "green"]),
    is_open=st.booleans(),
    red_signals=st.integers(0, 9),
    needs_date=st.booleans(),
    close_on=st.none() | st.dates(),
    changes=st.dictionaries(st.sampled_from(CHANGES), st.integers(0, 9)),
    contacts=st.integers(0, 5),
    overdue=st.integers(0, 9),
    overdue_days=st.integers(0, 999),
    has_next_step=st.booleans(),
)


@given(st.lists(facts_of_any, unique_by=lambda facts: facts.project), st.dates())
def test_nobody_is_lost_and_groups_never_mix(projects: list[ProjectFacts], today: date) -> None:
    placed = in_order(projects, today)
    assert sorted(place.project for place in placed) == sorted(facts.project for facts in projects)
    assert [place.project for place in in_order(reversed(projects), today)] == [place.project for place in placed]
    groups = [_group({reason.code for reason in place.reasons}, is_quiet=place.is_quiet) for place in placed]
    assert groups == sorted(groups)


def _group(found: set[str], *, is_quiet: bool) -> int:
    return next((n for n, group in enumerate(GROUPS) if group & found), len(GROUPS) + is_quiet)
