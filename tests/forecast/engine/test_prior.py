import numpy as np
import pytest

from genjin.forecast.engine.prior import blended, closed_visits, stage_table
from tests.forecast.histories import past


def test_chance_leans_on_the_table_while_cases_are_few() -> None:
    chance = blended(np.array([0.8, 0.8, 0.8]), np.array([0.0, 10.0, 90.0]), np.array([0.2, 0.2, 0.2]))
    assert chance.tolist() == [pytest.approx(0.2), pytest.approx(0.5), pytest.approx(0.74)]


def test_default_table_rises_and_never_promises() -> None:
    table = stage_table(6)
    assert table[0] == pytest.approx(table[1])
    assert (np.diff(table[1:]) > 0).all()
    assert table[-1] < 0.7
    assert len(stage_table(1)) == 1


def test_closed_deals_are_counted_once_per_stage_they_were_in() -> None:
    known = past(
        """
        D1 2026-01-01 stage A -
        D1 2026-01-02 stage B -
        D1 2026-01-03 stage A -
        D1 2026-01-04 lost - -
        D2 2026-01-01 stage A -
        """,
        "2026-02-01",
    )
    assert closed_visits(known).tolist() == [0, 1, 1, 0]
