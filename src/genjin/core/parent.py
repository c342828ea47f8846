"""The process that a web process or a worker belongs to: none of them outlives it, even where it was killed."""

import os
import threading
import time
from typing import Final

PARENT: Final = "GENJIN_STARTED_BY"
PAUSE: Final = 1.0  # seconds


def is_orphan() -> bool:
    """Tell whether this process was started by another one that is gone; it would keep its port and its locks."""
    parent = os.environ.get(PARENT)
    return parent is not None and str(os.getppid()) != parent


def end_with_parent() -> None:
    """Watch in a thread of its own, and end at once when the parent is gone: nobody is left to be told."""

    def watch() -> None:
        while not is_orphan():
            time.sleep(PAUSE)
        os._exit(1)

    if PARENT in os.environ:
        threading.Thread(target=watch, name="parent watch", daemon=True).start()
