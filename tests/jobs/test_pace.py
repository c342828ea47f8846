"""Background work leaves room."""

from genjin.jobs.pace import LONGEST_REST, rest_after


def test_rests_for_as_long_as_it_worked_and_never_long() -> None:
    assert rest_after(0.0) == 0
    assert rest_after(0.05) == 0.05
    assert rest_after(60) == LONGEST_REST
