"""Taking the steps of the schedule, and keeping what fails."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from traceback import format_exception

from django.db import Error, transaction
from django.db.models import F

from genjin.core import clock
from genjin.jobs.models import StepFailure
from genjin.jobs.schedule import Step

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a step found work, and whether it failed."""

    found: bool
    failed: bool = False


def take_step(step: Step) -> Outcome:
    """Take a step; one that fails is kept for the administrator, until it works again.

    Where the database itself is away, not even that can be kept; the log has it.
    """
    try:
        found = step.run()
        failures = StepFailure.objects.filter(step=step.name)
        if failures.exists():  # look first: an idle worker never takes SQLite's write lock
            failures.delete()
    except Exception as fault:
        logger.exception("Step %s failed", step.name)
        with suppress(Error):
            _keep(step, fault)
        return Outcome(found=False, failed=True)
    return Outcome(found)


@transaction.atomic
def _keep(step: Step, fault: Exception) -> None:
    moment, words = clock.now(), "".join(format_exception(fault))
    StepFailure.objects.get_or_create(
        step=step.name, defaults={"times": 0, "first_at": moment, "last_at": moment, "traceback": words}
    )
    StepFailure.objects.filter(step=step.name).update(times=F("times") + 1, last_at=moment, traceback=words)
