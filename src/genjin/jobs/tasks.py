"""What stands in the queue: single long pieces of work. They carry names and ids, and each may be done twice."""

from typing import Final

from django_tasks import task

from genjin.jobs.schedule import periodic_named

MOST_TURNS: Final = 100_000


@task()
def run_periodic(name: str) -> int:
    """Do the periodic work of this name until there is none left; return how often there was some."""
    entry = periodic_named(name)
    if entry is None:
        return 0
    return next(turn for turn in range(MOST_TURNS) if not entry.run() or turn == MOST_TURNS - 1)
