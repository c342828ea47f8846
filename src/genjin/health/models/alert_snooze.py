"""That somebody put an alert off."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project


class AlertSnooze(models.Model):
    """An alert is not shown before `until`, unless it gets worse than the `severity` that was put off.

    It never changes the score.
    """

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="snoozes")
    check_key = models.CharField(_("check"), max_length=4)
    severity = models.PositiveSmallIntegerField(_("severity"))
    until = models.DateField(_("not before"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("alert put off")
        verbose_name_plural = _("alerts put off")
        constraints = [models.UniqueConstraint(fields=["project", "check_key"], name="snooze_once")]

    def __str__(self) -> str:
        return f"{self.check_key} {self.until}"

    def hides(self, severity: int, today: date) -> bool:
        """Tell whether an alert of this severity is not shown today."""
        return today < self.until and severity <= self.severity
