"""Whether the forecast is being reckoned in the background."""

from datetime import timedelta
from enum import StrEnum, unique
from typing import Final

from django.db.models import Q
from django_tasks.base import TaskResultStatus

from genjin.core import clock
from genjin.jobs.models import QueuedTask
from genjin.jobs.queries.queue import waiting_tasks

TOLD_FOR: Final = timedelta(hours=1)


@unique
class Reckoning(StrEnum):
    """What the queue holds of it."""

    IDLE = "idle"
    UNDER_WAY = "under_way"
    FAILED = "failed"


def reckoning() -> Reckoning:
    """Return whether the reckoning that somebody asked for waits or runs, or has lately failed."""
    # names, not the functions: a query knows nothing of what is done
    asked = Q(task_path__endswith=".reckon_forecast")
    if waiting_tasks().filter(asked).exists():
        return Reckoning.UNDER_WAY
    last = QueuedTask.objects.filter(asked).order_by("-enqueued_at").first()
    failed = last is not None and last.status == TaskResultStatus.FAILED
    recent = last is not None and last.enqueued_at > clock.now() - TOLD_FOR
    return Reckoning.FAILED if failed and recent else Reckoning.IDLE
