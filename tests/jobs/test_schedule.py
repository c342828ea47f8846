"""When periodic work is due, and that each piece is done once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.jobs import schedule, tasks
from genjin.jobs.models import PeriodicRun, QueuedTask
from genjin.jobs.operations import periodic
from genjin.jobs.operations.periodic import enqueue_due, run_now
from genjin.jobs.schedule import PERIODIC, STEPS, Periodic
from tests.cast import Cast
from tests.four_at_once import four_at_once

NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)  # noon in Shanghai


def moment_of(days: int, at: time) -> datetime:
    return datetime.combine(date(2020, 1, 1) + timedelta(days=days), at, UTC)


def entry(**when: object) -> Periodic:
    return Periodic("sweep", "Sweep", lambda: False, **when)  # type: ignore[arg-type]


def test_every_entry_has_a_name_of_its_own_and_one_way_of_being_due() -> None:
    names = [step.name for step in STEPS] + [f"periodic-{entry.name}" for entry in PERIODIC]
    assert len(names) == len(set(names))
    assert all((entry.every is None) != (entry.at is None) for entry in PERIODIC)


def test_daily_work_is_due_at_its_hour_here() -> None:
    assert entry(at=time(13, 30)).next_after(NOON) == datetime(2026, 11, 27, 5, 30, tzinfo=UTC)
    assert entry(at=time(12, 0)).next_after(NOON) == datetime(2026, 11, 28, 4, 0, tzinfo=UTC)


@given(
    st.integers(0, 7000).flatmap(lambda days: st.times().map(lambda at: moment_of(days, at))),
    st.times().map(lambda at: at.replace(microsecond=0)),
)
def test_what_is_due_next_lies_ahead_and_within_two_days(moment: datetime, at: time) -> None:
    assert timedelta() < entry(at=at).next_after(moment) - moment <= timedelta(days=1)


@pytest.fixture
def swept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A schedule of one piece of work that finds something twice; what it did."""
    done: list[str] = []

    def sweep() -> bool:
        done.append("swept")
        return len(done) < 3

    only = (Periodic("sweep", "Sweep", sweep, every=timedelta(hours=1)),)  # type: ignore[arg-type]
    monkeypatch.setattr(schedule, "PERIODIC", only)
    monkeypatch.setattr(periodic, "PERIODIC", only)
    return done


@pytest.mark.django_db
def test_a_new_entry_waits_for_its_time_and_is_then_enqueued_once(swept: list[str]) -> None:
    with clock.stopped_at(NOON):
        assert not enqueue_due()
        assert PeriodicRun.objects.get().due_at == NOON + timedelta(hours=1)
    late = NOON + timedelta(days=3)  # no worker ran meanwhile: done once, not seventy-two times
    with clock.stopped_at(late):
        assert enqueue_due()
        assert not enqueue_due()
    run = PeriodicRun.objects.get()
    assert run.due_at == late + timedelta(hours=1)
    assert QueuedTask.objects.get().pk == run.task_id
    assert swept == []


@pytest.mark.django_db
def test_the_task_works_until_there_is_nothing_left(swept: list[str]) -> None:
    assert tasks.run_periodic.call("sweep") == 2
    assert swept == ["swept"] * 3
    assert tasks.run_periodic.call("of an older release") == 0


@pytest.mark.django_db(transaction=True)
def test_four_workers_enqueue_it_once(swept: list[str]) -> None:
    PeriodicRun.objects.create(name="sweep", due_at=clock.now() - timedelta(minutes=1))
    assert sorted(four_at_once(enqueue_due)) == [False, False, False, True]
    assert QueuedTask.objects.count() == 1


def test_an_administrator_runs_it_at_once(cast: Cast, swept: list[str]) -> None:
    with clock.stopped_at(NOON):
        enqueue_due()
        run_now(schedule.PERIODIC[0], by=cast.root)
    run = PeriodicRun.objects.get()
    assert run.due_at == NOON + timedelta(hours=1), "the next time stays"
    assert QueuedTask.objects.get().pk == run.task_id


def test_nobody_else_does(cast: Cast) -> None:
    for person in (cast.max, cast.ling, cast.ada):
        with pytest.raises(NotAllowed):
            run_now(PERIODIC[0], by=person)
    assert not QueuedTask.objects.exists()
