from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.pipeline.models import Stage
from genjin.planning.rhythm import ENOUGH_GAPS
from genjin.planning.rules import silence

TODAY = date(2026, 11, 27)  # a Friday


def days_before(*weeks: int) -> list[date]:
    return [TODAY - timedelta(weeks=count) for count in weeks]


def test_the_stage_says_what_is_usual_until_six_gaps_are_known() -> None:
    stage = Stage(name="商务谈判", silence_days=7)
    assert silence(days_before(1, 2), stage, TODAY) is None
    found = silence(days_before(2, 3), stage, TODAY)
    assert found is not None
    assert (found.since, found.days, found.usual, found.is_own, found.is_long) == (
        TODAY - timedelta(weeks=2),
        10,
        7,
        False,
        False,
    )
    long = silence(days_before(3), stage, TODAY)
    assert long is not None
    assert long.is_long


def test_the_customers_own_rhythm_counts_from_six_gaps_on() -> None:
    stage = Stage(name="商务谈判", silence_days=7)
    weekly = days_before(*range(2, 9))
    assert len(weekly) == ENOUGH_GAPS + 1
    assert silence(weekly, stage, TODAY) is None, "three times a week's gap is fifteen days"
    found = silence([day - timedelta(weeks=2) for day in weekly], stage, TODAY)
    assert found is not None
    assert (found.usual, found.is_own, found.days) == (15, True, 20)


@pytest.mark.parametrize("stage", [None, Stage(name="x", silence_days=None)])
def test_where_nothing_is_usual_nothing_is_silence(stage: Stage | None) -> None:
    assert silence(days_before(50), stage, TODAY) is None
    assert silence([], stage, TODAY) is None


@given(st.lists(st.dates(date(2025, 1, 1), TODAY), max_size=20))
def test_an_answer_today_ends_every_silence(days: list[date]) -> None:
    assert silence([*days, TODAY], Stage(name="x", silence_days=5), TODAY) is None
