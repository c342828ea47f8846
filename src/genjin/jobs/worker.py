"""The process that works in the background: steps in turn; beside them calls of others, the queue, and a heartbeat."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from django.db import close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from genjin.jobs.models.worker import BEAT, Worker
from genjin.jobs.operations.periodic import enqueue_due
from genjin.jobs.operations.steps import take_step
from genjin.jobs.operations.workers import beat, register_worker, sign_off
from genjin.jobs.pace import rest_after
from genjin.jobs.queries.queue import has_ready_task
from genjin.jobs.schedule import STEPS, Step

logger = logging.getLogger(__name__)
WAIT: Final = 1.0  # seconds between two looks
FAILED: Final = timedelta(seconds=30)  # a step that failed waits so long, unless its own pause is longer


class BackgroundWorker:
    """Works until told to stop; a task that is being done is finished first."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.worker: Worker = register_worker()
        self.queue = QueueWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=WAIT,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.worker.name,
        )

    def run(self, *, must_end: Callable[[], bool] = lambda: False) -> None:
        """Work until `stop` is called or `must_end` says so; the calling thread takes the steps."""
        apart = [partial(self._round, [step], {}) for step in STEPS for _thread in range(step.threads)]
        beside = [
            threading.Thread(target=self._loop, args=(work,)) for work in (self._beat, self._work_off_queue, *apart)
        ]
        for thread in beside:
            thread.start()
        try:
            self._take_steps(must_end)
        finally:
            self.stop()
            for thread in beside:
                thread.join()
            sign_off(self.worker)

    def stop(self, *_signal: object) -> None:
        """Stop as soon as the work at hand is done."""
        self.queue.running = False
        self.stopping.set()

    def heed_signals(self) -> None:
        """Stop when the system or the person at the terminal asks."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)

    def _take_steps(self, must_end: Callable[[], bool]) -> None:
        steps, asleep_until = [step for step in STEPS if not step.threads], dict[str, float]()
        while not self.stopping.is_set() and not must_end():
            close_old_connections()
            self.stopping.wait(self._round(steps, asleep_until))

    def _round(self, steps: Sequence[Step], asleep_until: dict[str, float]) -> float:
        """Take each step that is awake once; return how long to wait before the next round."""
        found = [self._take(step, asleep_until) for step in steps]
        return 0 if any(found) else WAIT

    def _take(self, step: Step, asleep_until: dict[str, float]) -> bool:
        if self.stopping.is_set() or time.monotonic() < asleep_until.get(step.name, 0):
            return False
        began = time.monotonic()
        outcome = take_step(step)
        if outcome.found:
            self.stopping.wait(rest_after(time.monotonic() - began))
        else:
            pause = max(step.pause, FAILED) if outcome.failed else step.pause
            asleep_until[step.name] = time.monotonic() + pause.total_seconds()
        return outcome.found

    def _loop(self, work: Callable[[], float]) -> None:
        """Do one kind of work again and again; what fails, as a database that is away, is tried again.

        Whatever it was: a worker whose heart has stopped while it works would have its tasks taken from it.
        """
        while not self.stopping.is_set():
            close_old_connections()
            try:
                self.stopping.wait(work())
            except Exception:
                logger.exception("Background work failed; trying again")
                self.stopping.wait(BEAT.total_seconds())
        connections.close_all()

    def _beat(self) -> float:
        beat(self.worker)
        return BEAT.total_seconds()

    def _work_off_queue(self) -> float:
        enqueue_due()
        if has_ready_task():
            self.queue.run()
        return WAIT
