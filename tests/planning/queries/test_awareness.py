"""How soon a team knows of signals and responds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.planning.models import BuyingSignal, SignalState
from genjin.planning.operations.buying_signals import add_signal, confirm_signal, dismiss_signal, remember_outcome
from genjin.planning.queries.awareness import Taken, Times, awareness, late_signals, response, times_of
from genjin.planning.queries.buying_signals import visible_signals
from tests.cast import Cast

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
DAY = date(2026, 3, 10)


def taken(until: float, at: float | None) -> Taken:
    return Taken(NOW, NOW + timedelta(hours=until), None if at is None else NOW + timedelta(hours=at))


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ([], Times(0, 0, None)),
        ([taken(24, 2), taken(24, 30), taken(4, 3)], Times(3, 2, 3)),
        ([taken(24, None)], Times(0, 0, None)),  # its hours are not over
        ([taken(4, None), taken(4, 2), taken(4, 3)], Times(3, 2, 3)),
        ([taken(4, None), taken(4, None), taken(4, 1)], Times(3, 1, None)),
        ([taken(4, 4)], Times(1, 1, 4)),
    ],
)
def test_times_count_what_still_waits_once_its_hours_are_over(signals: list[Taken], expected: Times) -> None:
    assert times_of(signals, NOW + timedelta(hours=12)) == expected


def test_share_is_told_with_its_number() -> None:
    assert Times(3, 2, 1).share == 67
    assert Times(0, 0, None).share == 0
    assert [Times(count, 0, 1).is_few for count in (4, 5)] == [True, False]


@pytest.fixture
def signal(cast: Cast) -> BuyingSignal:
    """Four hours: the budget is frozen."""
    with clock.stopped_at(NOW):
        row = cast.log(feedback="集团要求所有项目先冻结预算", date=DAY)
        BuyingSignal.objects.all().delete()
        found = add_signal(row, label=("budget", "-"), words="冻结预算", by=cast.ling)
    BuyingSignal.objects.update(state=SignalState.NEW, decided_at=None, decided_by=None)
    found.refresh_from_db()
    return found


def late(cast: Cast, hours: float) -> list[BuyingSignal]:
    with clock.stopped_at(NOW + timedelta(hours=hours)):
        return list(late_signals(visible_signals(cast.max), clock.now()))


def test_signal_is_late_once_its_own_hours_are_over(cast: Cast, signal: BuyingSignal) -> None:
    assert late(cast, 3.9) == []
    assert late(cast, 4.1) == [signal]
    BuyingSignal.objects.update(type="competitor")
    assert late(cast, 23.9) == []
    assert late(cast, 24.1) == [signal]


def test_decided_and_long_past_signals_are_not_late(cast: Cast, signal: BuyingSignal) -> None:
    assert late(cast, 24 * 61) == []
    with clock.stopped_at(NOW + timedelta(hours=9)):
        dismiss_signal(signal, by=cast.ling)
    assert late(cast, 10) == []


def test_team_is_aware_once_somebody_decided(cast: Cast, signal: BuyingSignal) -> None:
    signals = visible_signals(cast.max)
    assert awareness(signals, NOW + timedelta(hours=3)) == Times(0, 0, None)
    assert awareness(signals, NOW + timedelta(hours=5)) == Times(1, 0, None)
    with clock.stopped_at(NOW + timedelta(hours=2)):
        confirm_signal(signal, by=cast.ling)
    assert awareness(signals, NOW + timedelta(hours=5)) == Times(1, 1, 2)
    assert awareness(visible_signals(cast.wei), NOW + timedelta(hours=5)).count == 0


def test_history_that_was_brought_in_tells_nothing(cast: Cast, signal: BuyingSignal) -> None:
    BuyingSignal.objects.update(observed_on=DAY - timedelta(days=15))
    assert awareness(visible_signals(cast.max), NOW + timedelta(hours=9)).count == 0


def test_what_was_found_long_ago_is_not_counted(cast: Cast, signal: BuyingSignal) -> None:
    assert awareness(visible_signals(cast.max), NOW + timedelta(days=91)).count == 0


def test_team_responds_by_a_deed_or_by_meeting_the_customer_again(cast: Cast, signal: BuyingSignal) -> None:
    signals, later = visible_signals(cast.max), NOW + timedelta(hours=99)
    with clock.stopped_at(NOW + timedelta(hours=1)):
        confirm_signal(signal, by=cast.ling)
    assert response(signals, later) == Times(1, 0, None)
    with clock.stopped_at(NOW + timedelta(seconds=30)):
        cast.log(goal="同一批导入", date=DAY)  # in one go with the row of the signal
    assert response(signals, later).median_hours is None
    with clock.stopped_at(NOW + timedelta(hours=20)):
        cast.log(goal="再访", date=DAY)
    assert response(signals, later) == Times(1, 0, 20)
    signal.refresh_from_db()
    with clock.stopped_at(NOW + timedelta(hours=3)):
        remember_outcome(signal, kind="risk", pk=1, by=cast.ling)
    assert response(signals, later) == Times(1, 1, 3)


def test_as_many_queries_for_three_signals_as_for_one(cast: Cast, signal: BuyingSignal) -> None:
    counts = []
    for more in (1, 2):
        for number in range(more):
            with clock.stopped_at(NOW):
                row = cast.log(feedback=f"预算被砍了三成 {number}", date=DAY)
                add_signal(row, label=("budget", "-"), words="预算被砍了三成", by=cast.ling)
        with CaptureQueriesContext(connection) as queries:
            awareness(visible_signals(cast.max), NOW)
            response(visible_signals(cast.max), NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
