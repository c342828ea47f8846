"""Everything that runs without being asked for, on one page.

A step looks for one piece of work, does it, and says whether there was any; it is asked again at once while there is.
Periodic work is put into the queue when its time has come, whichever worker notices first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.forecast.operations.keeping_fresh import reckon_changes, reckon_daily
from genjin.health.operations.keeping_fresh import refresh_all_health, refresh_changed_health
from genjin.jobs.operations.pruning import prune_task_results
from genjin.jobs.operations.workers import free_tasks_of_the_dead
from genjin.live.operations.presence import forget_absent
from genjin.notifications.operations.deliver import deliver_next, free_stale_delivery
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.notifications.operations.forgetting import forget_old_notifications
from genjin.notifications.operations.reminders import (
    raise_red_plans,
    raise_unanswered_signals,
    remind_next_person,
)
from genjin.people.operations.retention import forget_all_old_audit

Work = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """Work whose queue is rows of its own; after finding nothing it is left alone for `pause`.

    What waits for servers that are not ours is done by `threads` of its own, so that nothing else waits with it.
    """

    name: str
    title: Promise
    run: Work
    pause: timedelta = timedelta(seconds=1)
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that is due `every` so long, or daily `at` an hour of the installation's time zone."""

    name: str
    title: Promise
    run: Work
    every: timedelta | None = None
    at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        """Return when it is due next; what was missed while no worker ran is done once, not once for each time."""
        if self.every is not None:
            return moment + self.every
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        due = datetime.combine(day, self.at or time(), zone)
        return due if due > moment else datetime.combine(day + timedelta(days=1), self.at or time(), zone)


STEPS: Final = (
    Step("fan-out", _("Tell people what happened"), fan_out_events),
    Step("remind", _("Raise the reminders of whose day has begun"), remind_next_person, pause=timedelta(seconds=20)),
    Step("deliver", _("Send what people are told"), deliver_next, threads=3),
    Step(
        "stale-deliveries",
        _("Take back what a dead worker was sending"),
        free_stale_delivery,
        pause=timedelta(seconds=60),
    ),
    Step(
        "health",
        _("Calculate the health of plans that changed"),
        refresh_changed_health,
        pause=timedelta(seconds=15),
    ),
    Step(
        "dead-workers",
        _("Take up the tasks of workers that died"),
        free_tasks_of_the_dead,
        pause=timedelta(seconds=20),
    ),
)
PERIODIC: Final = (
    Periodic(
        "unanswered-signals",
        _("Remind of signals against us that wait for an answer"),
        raise_unanswered_signals,
        every=timedelta(minutes=5),
    ),
    Periodic("red-plans", _("Tell whose plans turned red"), raise_red_plans, every=timedelta(minutes=15)),
    Periodic("forget-notifications", _("Forget old notifications"), forget_old_notifications, at=time(3, 20)),
    Periodic("health", _("Calculate the health of every plan"), refresh_all_health, at=time(2, 10)),
    Periodic("forget-audit", _("Forget what the audit need not keep any longer"), forget_all_old_audit, at=time(3, 50)),
    Periodic("forecast", _("Calculate the forecast and keep a copy of it"), reckon_daily, at=time(2, 40)),
    Periodic(
        "forecast-changes",
        _("Calculate the forecast again where projects changed"),
        reckon_changes,
        every=timedelta(minutes=30),
    ),
    Periodic("forget-absent", _("Forget who was at which page yesterday"), forget_absent, at=time(3, 30)),
    Periodic("prune-tasks", _("Forget finished tasks after 30 days"), prune_task_results, at=time(3, 40)),
)


def periodic_named(name: str) -> Periodic | None:
    """Return the entry of this name; None where an older release had it and this one has not."""
    return next((entry for entry in PERIODIC if entry.name == name), None)
