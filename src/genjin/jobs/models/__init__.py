"""Who works in the background, what is due when, and what failed. The queue itself is django-tasks'."""

from typing import Any, TypeAlias

from django_tasks_db.models import DBTaskResult

from genjin.jobs.models.periodic_run import PeriodicRun
from genjin.jobs.models.step_failure import StepFailure
from genjin.jobs.models.worker import Worker

# What the library keeps of a task: its state, its attempts, how it ended.
QueuedTask: TypeAlias = DBTaskResult[Any, Any]

__all__ = ["PeriodicRun", "QueuedTask", "StepFailure", "Worker"]
