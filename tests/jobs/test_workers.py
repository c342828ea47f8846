"""Workers live and die; no task is lost with them."""

import threading
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError, connections
from django_tasks.base import TaskResultStatus

from genjin.core import clock
from genjin.core.errors import NotAllowed, WrongState
from genjin.jobs import worker as background
from genjin.jobs.models import QueuedTask, StepFailure, Worker
from genjin.jobs.operations import steps
from genjin.jobs.operations.failed_tasks import try_again
from genjin.jobs.operations.pruning import prune_task_results
from genjin.jobs.operations.steps import Outcome, take_step
from genjin.jobs.operations.workers import beat, free_tasks_of_the_dead, register_worker, sign_off
from genjin.jobs.queries.queue import is_worked_off
from genjin.jobs.schedule import Step
from genjin.jobs.tasks import run_periodic
from genjin.jobs.worker import BackgroundWorker
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)


def claimed(*workers: str) -> QueuedTask:
    """A task that these workers have begun, one after the other."""
    result = QueuedTask.objects.get(pk=run_periodic.enqueue("nothing").id)
    for worker in workers:
        result.claim(worker)
    return result


def test_it_lives_as_long_as_it_is_heard_of() -> None:
    with clock.stopped_at(NOON):
        worker = register_worker()
        assert is_worked_off()
    with clock.stopped_at(NOON + timedelta(seconds=61)):
        assert not is_worked_off()
        beat(worker)
        assert is_worked_off()
    sign_off(worker)
    assert not Worker.objects.exists()


def test_one_that_was_thought_dead_comes_back() -> None:
    worker = register_worker()
    Worker.objects.all().delete()
    beat(worker)
    assert Worker.objects.get().name == worker.name


def test_the_task_of_a_dead_one_is_done_again() -> None:
    with clock.stopped_at(NOON):
        dead = register_worker()
    alive = register_worker()
    lost, held = claimed(dead.name), claimed(alive.name)
    free_tasks_of_the_dead()
    lost.refresh_from_db()
    held.refresh_from_db()
    assert lost.status == TaskResultStatus.READY
    assert held.status == TaskResultStatus.RUNNING
    assert list(Worker.objects.all()) == [alive]


def test_after_three_attempts_it_has_failed() -> None:
    lost = claimed("gone", "gone", "gone")
    free_tasks_of_the_dead()
    lost.refresh_from_db()
    assert lost.status == TaskResultStatus.FAILED
    assert "WorkerLost" in lost.exception_class_path


def test_looking_for_the_dead_writes_nothing_where_all_is_well(django_assert_num_queries: object) -> None:
    register_worker()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert not free_tasks_of_the_dead()


def test_a_failing_step_is_kept_until_it_works() -> None:
    works = [False]

    def run() -> bool:
        if not works[0]:
            raise ValueError("the mail server is away")
        return True

    step = Step("mail", "Mail", run)  # type: ignore[arg-type]
    assert take_step(step) == take_step(step) == Outcome(found=False, failed=True)
    failure = StepFailure.objects.get()
    assert (failure.times, failure.sentence) == (2, "ValueError: the mail server is away")
    works[0] = True
    assert take_step(step) == Outcome(found=True)
    assert not StepFailure.objects.exists()


def test_a_step_may_fail_where_the_database_is_away() -> None:
    def run() -> bool:
        raise OperationalError("the server closed the connection")

    with patch.object(steps, "_keep", side_effect=OperationalError("and is still away")):
        assert take_step(Step("mail", "Mail", run)) == Outcome(found=False, failed=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", [InterfaceError("connection already closed"), KeyError("whatever it was")])
def test_no_fault_stops_the_heart(fault: Exception) -> None:
    at_work, done = BackgroundWorker(), []

    def work() -> float:
        done.append(1)
        if len(done) == 2:
            at_work.stop()
            return 0
        raise fault

    with patch.object(background, "BEAT", timedelta()), patch.object(background, "connections"):
        at_work._loop(work)
    assert len(done) == 2


def test_a_failed_task_is_tried_again(cast: Cast) -> None:
    failed = claimed("someone")
    failed.set_failed(ValueError("no"))
    for person in (cast.max, cast.ling, cast.ada):
        with pytest.raises(NotAllowed):
            try_again(failed, by=person)
    try_again(failed, by=cast.root)
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == (TaskResultStatus.READY, [])
    with pytest.raises(WrongState):
        try_again(failed, by=cast.root)


def test_results_are_forgotten_after_thirty_days() -> None:
    old, young = claimed("a"), claimed("a")
    for result in (old, young):
        result.set_successful(0)
    QueuedTask.objects.filter(pk=old.pk).update(finished_at=clock.now() - timedelta(days=31))
    assert not prune_task_results()
    assert list(QueuedTask.objects.values_list("pk", flat=True)) == [young.pk]


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_steps_and_works_off_the_queue_until_it_is_stopped() -> None:
    waiting = [3]
    stopped = threading.Event()

    def run() -> bool:
        waiting[0] -= 1
        return waiting[0] > 0

    def must_end() -> bool:
        done = QueuedTask.objects.successful().exists()
        return waiting[0] <= 0 and done

    run_periodic.enqueue("nothing")
    with patch.object(background, "STEPS", (Step("count", "Count", run),)):  # type: ignore[arg-type]
        at_work = BackgroundWorker()
        assert Worker.objects.count() == 1
        work = threading.Thread(target=lambda: (at_work.run(must_end=must_end), connections.close_all(), stopped.set()))
        work.start()
        assert stopped.wait(60), "it has to end by itself"
        work.join()
    assert waiting[0] <= 0
    assert QueuedTask.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert not Worker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_that_waits_for_others_holds_up_none_of_ours() -> None:
    asked, answered, ended = threading.Event(), threading.Event(), threading.Event()
    taken: list[bool] = []

    def call_somebody() -> bool:
        asked.set()
        assert answered.wait(60)
        return False

    def own_work() -> bool:
        taken.append(asked.is_set() and not answered.is_set())
        return False

    steps = (Step("call", "Call", call_somebody, threads=1), Step("own", "Own", own_work, pause=timedelta()))  # type: ignore[arg-type]
    with patch.object(background, "STEPS", steps), patch.object(background, "WAIT", 0.01):
        at_work = BackgroundWorker()
        must_end = lambda: taken.count(True) >= 3  # noqa: E731
        work = threading.Thread(target=lambda: (at_work.run(must_end=must_end), connections.close_all(), ended.set()))
        work.start()
        assert at_work.stopping.wait(60), "our own work goes on while somebody else takes long to answer"
        assert not ended.is_set(), "the call at hand is finished first"
        answered.set()
        work.join()
