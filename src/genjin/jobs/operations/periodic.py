"""Putting periodic work into the queue when its time has come."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.jobs import policies
from genjin.jobs.models import PeriodicRun
from genjin.jobs.schedule import PERIODIC, Periodic
from genjin.jobs.tasks import run_periodic
from genjin.people.models import User


def enqueue_due() -> bool:
    """Enqueue what is due, each piece once however many workers ask; return whether anything was."""
    known = {run.name: run for run in PeriodicRun.objects.all()}
    found = False
    for entry in PERIODIC:
        run = known.get(entry.name)
        if run is None:
            # of two workers that start together one adds the row; a first run waits for its time
            due = entry.next_after(clock.now())
            PeriodicRun.objects.bulk_create([PeriodicRun(name=entry.name, due_at=due)], ignore_conflicts=True)
        elif run.due_at <= clock.now():
            found |= _enqueue(entry, run)
    return found


def run_now(entry: Periodic, *, by: User) -> None:
    """Enqueue a piece of periodic work at once; its next time stays. Administrators only."""
    if not policies.can_see_jobs(by):
        raise NotAllowed(_("Only an administrator sees to background work."))
    with transaction.atomic():
        result = run_periodic.enqueue(entry.name)
        PeriodicRun.objects.update_or_create(
            name=entry.name,
            defaults={"task_id": uuid.UUID(result.id)},
            create_defaults={"task_id": uuid.UUID(result.id), "due_at": entry.next_after(clock.now())},
        )


@transaction.atomic
def _enqueue(entry: Periodic, run: PeriodicRun) -> bool:
    claimed = PeriodicRun.objects.filter(pk=run.pk, due_at=run.due_at).update(due_at=entry.next_after(clock.now()))
    if claimed:
        result = run_periodic.enqueue(entry.name)
        PeriodicRun.objects.filter(pk=run.pk).update(task_id=uuid.UUID(result.id))
    return bool(claimed)
