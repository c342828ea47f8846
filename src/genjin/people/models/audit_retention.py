"""How long the audit is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 90, 730, 3650


class AuditRetention(models.Model):
    """The one row of an installation; without it the audit is kept for the usual two years."""

    days = models.PositiveIntegerField(_("days to keep the audit"), default=USUAL_DAYS)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("retention of the audit")
        verbose_name_plural = _("retention of the audit")

    def __str__(self) -> str:
        return str(self.days)
