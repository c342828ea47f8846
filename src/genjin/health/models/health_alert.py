"""What a check found in a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project


class HealthAlert(models.Model):
    """One finding, as the engine gave it: it is gone when a reckoning no longer finds it.

    `check_key` is R1 and the like. What people say to an alert stands in `AlertSnooze` and `CheckVerdict`.
    """

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="alerts")
    check_key = models.CharField(_("check"), max_length=4)
    severity = models.PositiveSmallIntegerField(_("severity"))
    points = models.PositiveSmallIntegerField(_("points"))
    since = models.DateField(_("since"))
    because = models.CharField(_("reason"), max_length=20, blank=True, default="")
    parameters = models.JSONField(_("parameters"), default=dict)
    target = models.BigIntegerField(_("row that the remedy opens"), null=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-severity", "-points", "check_key"]
        constraints = [models.UniqueConstraint(fields=["project", "check_key"], name="alert_once")]

    def __str__(self) -> str:
        return f"{self.check_key} {self.project_id}"
