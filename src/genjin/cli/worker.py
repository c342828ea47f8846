"""`genjin worker` and `genjin web`: the two halves of `genjin run`, apart."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from genjin.cli.frame import app, out, with_product
from genjin.core.parent import PARENT, is_orphan
from genjin.core.terminal import said

PAUSE: Final = 3.0  # seconds until a worker that ended by itself is started again
PATIENCE: Final = 30  # seconds that a worker has to finish its task, and a web process its answers


@app.command(help=said("Work in the background: reminders, messages, forecasts; beside “genjin web”."))
@with_product
def worker() -> None:
    """Work off the queue and the schedule until stopped; any number may run."""
    from django.utils.translation import gettext as _

    from genjin.jobs.worker import BackgroundWorker
    from genjin.setup.database import data_in_use, prepare_database

    parent = os.environ.get(PARENT, "")
    if not parent:
        prepare_database()
    with data_in_use():
        at_work = BackgroundWorker()
        at_work.heed_signals()
        if not parent:
            out.print(_("Working in the background. Stop with Ctrl C."), markup=False)
        at_work.run(must_end=is_orphan)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker process running meanwhile; one that ends by itself is started again."""
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_running, args=(ending,), name="worker keeper")
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep_running(ending: threading.Event) -> None:
    while not ending.is_set():
        process = subprocess.Popen(
            [sys.executable, "-m", "genjin", "worker"],
            env=os.environ | {PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL,
        )
        while process.poll() is None and not ending.wait(PAUSE / 10):
            pass
        if process.poll() is None:
            _end(process)
        ending.wait(PAUSE)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
