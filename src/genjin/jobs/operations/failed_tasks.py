"""Trying again what failed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus

from genjin.core.errors import NotAllowed, WrongState
from genjin.jobs import policies
from genjin.jobs.models import QueuedTask
from genjin.people.models import User


@transaction.atomic
def try_again(result: QueuedTask, *, by: User) -> None:
    """Put a failed task back into the queue, with all its attempts before it. Administrators only."""
    if not policies.can_see_jobs(by):
        raise NotAllowed(_("Only an administrator sees to background work."))
    freed = QueuedTask.objects.failed().filter(pk=result.pk)
    if not freed.update(status=TaskResultStatus.READY, worker_ids=[], started_at=None, finished_at=None):
        raise WrongState(_("This task does not stand among the failed ones any more; load the page again."))
