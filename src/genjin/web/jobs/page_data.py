"""What the page on background work shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django_tasks.base import TaskResultStatus

from genjin.jobs.models import QueuedTask, Worker
from genjin.jobs.queries.queue import (
    PeriodicState,
    StepState,
    failed_tasks,
    periodic_states,
    step_states,
    waiting_tasks,
    workers,
)
from genjin.jobs.schedule import periodic_named

MOST_LINES = 20
TASKS: Mapping[str, str | Promise] = {"reckon_forecast": gettext_lazy("Calculate the forecast, as somebody asked for")}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in the queue, or one that failed."""

    pk: UUID
    title: str | Promise
    is_running: bool
    enqueued_at: datetime
    ended_at: datetime | None
    attempts: int
    sentence: str
    traceback: str


@dataclass(frozen=True, slots=True)
class PeriodicLine:
    """A piece of periodic work: `outcome` is waiting, running, done, failed or never."""

    name: str
    title: Promise
    due_at: datetime | None
    last_at: datetime | None
    seconds: float | None
    outcome: str


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The whole page; of long lists only the first lines, with how many there are."""

    workers: Sequence[Worker]
    is_worked_off: bool
    periodic: Sequence[PeriodicLine]
    steps: Sequence[StepState]
    failing: Sequence[StepState]
    waiting: Sequence[TaskLine]
    waiting_count: int
    failed: Sequence[TaskLine]
    failed_count: int


def jobs_page() -> JobsPage:
    """Return the page as it stands now."""
    known = workers()
    waiting, failed, steps = waiting_tasks(), failed_tasks(), step_states()
    failing = [state for state in steps if state.failure]
    return JobsPage(
        workers=known,
        is_worked_off=any(worker.is_alive for worker in known),
        periodic=[_periodic_line(state) for state in periodic_states()],
        steps=steps,
        failing=failing,
        waiting=[_task_line(result) for result in waiting[:MOST_LINES]],
        waiting_count=waiting.count(),
        failed=[_task_line(result) for result in failed[:MOST_LINES]],
        failed_count=failed.count() + len(failing),
    )


def _periodic_line(state: PeriodicState) -> PeriodicLine:
    last = state.last
    seconds = None
    if last and last.started_at and last.finished_at:
        seconds = round((last.finished_at - last.started_at).total_seconds(), 1)
    return PeriodicLine(
        name=state.entry.name,
        title=state.entry.title,
        due_at=state.due_at,
        last_at=(last.finished_at or last.started_at or last.enqueued_at) if last else None,
        seconds=seconds,
        outcome=last.status.lower() if last else "never",
    )


def _task_line(result: QueuedTask) -> TaskLine:
    return TaskLine(
        pk=result.pk,
        title=_title_of(result),
        is_running=result.status == TaskResultStatus.RUNNING,
        enqueued_at=result.enqueued_at,
        ended_at=result.finished_at,
        attempts=len(result.worker_ids),
        sentence=result.traceback.strip().rpartition("\n")[2],
        traceback=result.traceback,
    )


def _title_of(result: QueuedTask) -> str | Promise:
    """Return the words of the schedule for periodic work, else those for the task, else the function's name."""
    arguments = result.args_kwargs.get("args", [])
    entry = periodic_named(arguments[0]) if result.task_path.endswith(".run_periodic") and arguments else None
    name = result.task_path.rpartition(".")[2]
    return entry.title if entry else TASKS.get(name, name)
