"""What stands in the queue, who works it off, and what failed: for the administrator's page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus

from genjin.jobs.models import PeriodicRun, QueuedTask, StepFailure, Worker
from genjin.jobs.schedule import PERIODIC, STEPS, Periodic, Step


@dataclass(frozen=True, slots=True)
class PeriodicState:
    """A piece of periodic work: when it is due, and how its last run ended."""

    entry: Periodic
    due_at: datetime | None
    last: QueuedTask | None


@dataclass(frozen=True, slots=True)
class StepState:
    """A step, and its failures since it last worked."""

    step: Step
    failure: StepFailure | None


def has_ready_task() -> bool:
    """Tell whether a task waits whose time has come."""
    return QueuedTask.objects.ready().exists()


def workers() -> list[Worker]:
    """Return the workers that are known, the latest first."""
    return list(Worker.objects.order_by("-started_at"))


def is_worked_off() -> bool:
    """Tell whether some worker lives, so that what is enqueued will be done."""
    return any(worker.is_alive for worker in Worker.objects.all())


def periodic_states() -> list[PeriodicState]:
    """Return every entry of the schedule with its state, in the order of the schedule."""
    runs = {run.name: run for run in PeriodicRun.objects.all()}
    last = _results_of(run.task_id for run in runs.values())
    return [_state(entry, runs.get(entry.name), last) for entry in PERIODIC]


def step_states() -> list[StepState]:
    """Return every step with its failures, in the order of the schedule."""
    failures = {failure.step: failure for failure in StepFailure.objects.all()}
    return [StepState(step, failures.get(step.name)) for step in STEPS]


def waiting_tasks() -> QuerySet[QueuedTask]:
    """Return the tasks that wait or are being done, in the order in which they will be done."""
    return QueuedTask.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])


def tasks_waiting_since(moment: datetime) -> int:
    """Return how many tasks have waited since before this moment."""
    return QueuedTask.objects.ready().filter(enqueued_at__lt=moment).count()


def failing_steps() -> list[str]:
    """Return the names of the steps that have failed since they last worked."""
    return list(StepFailure.objects.order_by("step").values_list("step", flat=True))


def failed_tasks() -> QuerySet[QueuedTask]:
    """Return the tasks that failed, the latest first."""
    return QueuedTask.objects.failed().order_by("-finished_at")


def _results_of(ids: Iterable[UUID | None]) -> Mapping[UUID, QueuedTask]:
    return QueuedTask.objects.in_bulk([pk for pk in ids if pk])


def _state(entry: Periodic, run: PeriodicRun | None, last: Mapping[UUID, QueuedTask]) -> PeriodicState:
    if run is None:
        return PeriodicState(entry, None, None)
    return PeriodicState(entry, run.due_at, last.get(run.task_id) if run.task_id else None)
