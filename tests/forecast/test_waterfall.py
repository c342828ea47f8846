"""The waterfall sums to the difference, to the cent, between any two states."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.forecast.periods import period_of
from genjin.forecast.waterfall import Standing, waterfall, worth

QUARTER = period_of(date(2026, 11, 28), "quarter")
IN, OUT = date(2026, 12, 20), date(2027, 1, 5)

standings = st.builds(
    Standing,
    is_won=st.booleans(),
    cents=st.integers(0, 10**13),
    day=st.none() | st.dates(date(2026, 8, 1), date(2027, 3, 31)),
    win=st.floats(0, 1),
    counts=st.booleans(),
)
states = st.dictionaries(st.integers(1, 12), standings, max_size=12)


@given(before=states, after=states, measure=st.sampled_from(["weighted", "amount"]))
def test_causes_sum_to_the_difference(before, after, measure) -> None:  # noqa: ANN001
    found = waterfall(before, after, QUARTER, measure)
    assert found.before == sum(worth(one, QUARTER, measure) for one in before.values())
    assert found.after == sum(worth(one, QUARTER, measure) for one in after.values())
    assert found.before + sum(found.by_cause().values()) == found.after
    assert len({change.project for change in found.changes}) == len(found.changes)
    assert all(change.cents for change in found.changes)


@given(before=states, after=states)
def test_the_way_back_is_the_way_there_turned_round(before, after) -> None:  # noqa: ANN001
    there, back = (waterfall(*pair, QUARTER, "weighted") for pair in ((before, after), (after, before)))
    assert sum(there.by_cause().values()) == -sum(back.by_cause().values())


def opened(day: date | None = IN, cents: int = 1000, win: float = 0.5, *, counts: bool = True) -> Standing:
    return Standing(is_won=False, cents=cents, day=day, win=win, counts=counts)


WON = Standing(is_won=True, cents=1200, day=IN)


@pytest.mark.parametrize(
    ("before", "after", "cause", "cents"),
    [
        (None, opened(), "new", 500),
        (None, WON, "won", 1200),
        (opened(), WON, "won", 700),
        (opened(OUT), WON, "won", 1200),
        (opened(), None, "lost", -500),
        (WON, None, "lost", -1200),
        (opened(OUT), opened(), "pulled_in", 500),
        (opened(None), opened(), "pulled_in", 500),
        (opened(), opened(OUT), "pushed_out", -500),
        (opened(), opened(None), "pushed_out", -500),
        (opened(), opened(win=0.7), "up", 200),
        (opened(), opened(cents=600), "down", -200),
        (opened(), opened(counts=False), "down", -500),
        (WON, opened(), "down", -700),
    ],
)
def test_each_change_has_its_cause(before: Standing | None, after: Standing | None, cause: str, cents: int) -> None:
    states = [{} if one is None else {7: one} for one in (before, after)]
    [change] = waterfall(*states, QUARTER, "weighted").changes
    assert (change.cause, change.cents) == (cause, cents)


def test_what_lies_outside_the_period_changes_nothing() -> None:
    assert waterfall({1: opened(OUT)}, {1: opened(None), 2: opened(OUT)}, QUARTER, "amount").changes == ()
