"""What stands in the queue: single long pieces of work. They carry names and ids, and each may be done twice."""

import time
from typing import Final

from django_tasks import task

from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.forecast.queries.people import people_by_id
from genjin.jobs.pace import rest_after
from genjin.jobs.schedule import periodic_named

MOST_TURNS: Final = 100_000


@task()
def run_periodic(name: str) -> int:
    """Do the periodic work of this name until there is none left; return how often there was some."""
    entry = periodic_named(name)
    if entry is None:
        return 0
    turns = 0
    while turns < MOST_TURNS:
        began = time.monotonic()
        if not entry.run():
            break
        turns += 1
        time.sleep(rest_after(time.monotonic() - began))
    return turns


@task()
def reckon_forecast(user_id: int) -> int:
    """Reckon the forecast as this person asked for; return the id of the snapshot."""
    return refresh_forecast(by=people_by_id()[user_id], again=True).pk
