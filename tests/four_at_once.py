"""Work that four workers do at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def four_at_once(work: Callable[[], T]) -> list[T]:
    """Do it in four threads that begin together, each with its own connections; what one of them raises is raised."""
    together = threading.Barrier(4)

    def one() -> T:
        together.wait()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        threads = [pool.submit(one) for _ in range(4)]
    return [thread.result() for thread in threads]
