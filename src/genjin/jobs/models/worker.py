"""A worker process that is at work, or was."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core import clock

BEAT = timedelta(seconds=10)
SILENCE = timedelta(seconds=60)  # six beats missed: the process is dead, or its machine is


class Worker(models.Model):
    """One process; its row says that it lives, so that the tasks of a dead one are taken up again."""

    name = models.CharField(_("name"), max_length=64, unique=True)
    machine = models.CharField(_("machine"), max_length=200)
    process = models.PositiveIntegerField(_("process"))
    started_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return f"{self.machine} {self.process}"

    @property
    def is_alive(self) -> bool:
        """Tell whether it was heard of within the last minute."""
        return clock.now() - self.seen_at <= SILENCE
