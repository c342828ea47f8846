"""When a piece of periodic work is due next."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodicRun(models.Model):
    """One row for each entry of the schedule; who moves `due_at` on has the run."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    due_at = models.DateTimeField(_("next"))
    task_id = models.UUIDField(_("last run"), null=True)

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self) -> str:
        return self.name
