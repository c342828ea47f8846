"""Workers come, show that they live, and go; what a dead one had begun is begun again."""

import os
import socket
from typing import Final

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus

from genjin.core import clock
from genjin.jobs.models import QueuedTask, Worker
from genjin.jobs.models.worker import SILENCE

MOST_ATTEMPTS: Final = 3


class WorkerLost(Exception):
    """The worker ended in the middle of a task, as many times as are tried."""


def register_worker() -> Worker:
    """Say that this process works in the background from now on."""
    moment = clock.now()
    name = get_random_string(20)
    return Worker.objects.create(
        name=name, machine=socket.gethostname()[:200], process=os.getpid(), started_at=moment, seen_at=moment
    )


def beat(worker: Worker) -> None:
    """Say that the worker lives; its row comes back where another thought it dead."""
    worker.seen_at = clock.now()
    Worker.objects.update_or_create(
        name=worker.name,
        defaults={"seen_at": worker.seen_at},
        create_defaults={
            "machine": worker.machine,
            "process": worker.process,
            "started_at": worker.started_at,
            "seen_at": worker.seen_at,
        },
    )


def sign_off(worker: Worker) -> None:
    """Say that the worker has ended of its own will."""
    Worker.objects.filter(name=worker.name).delete()


def free_tasks_of_the_dead() -> bool:
    """Put the running tasks of workers that are gone back into the queue; after three attempts they have failed."""
    dead = Worker.objects.filter(seen_at__lt=clock.now() - SILENCE)
    running = list(QueuedTask.objects.running())
    if not running and not dead.exists():  # an idle worker never takes the write lock
        return False
    alive = set(Worker.objects.exclude(pk__in=dead).values_list("name", flat=True))
    for result in running:
        if not result.worker_ids or result.worker_ids[-1] not in alive:
            _free(result)
    dead.delete()
    return False


@transaction.atomic
def _free(result: QueuedTask) -> None:
    """Free a task unless it has ended meanwhile."""
    held = QueuedTask.objects.select_for_update().filter(pk=result.pk, status=TaskResultStatus.RUNNING)
    again = held.filter(worker_ids=result.worker_ids).first()
    if again is None:
        return
    if len(again.worker_ids) >= MOST_ATTEMPTS:
        again.set_failed(WorkerLost(f"{MOST_ATTEMPTS}"))
        return
    again.status, again.started_at = TaskResultStatus.READY, None
    again.save(update_fields=["status", "started_at"])
