"""Whether an alert was right, as somebody who knows the plan judged it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project


class CheckVerdict(models.Model):
    """One person's verdict on one check in one plan; a later one takes its place."""

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="verdicts")
    check_key = models.CharField(_("check"), max_length=4)
    is_wrong = models.BooleanField(_("wrong"))
    words = models.CharField(_("why"), max_length=300, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.CASCADE, related_name="verdicts"
    )
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        indexes = [models.Index(fields=["check_key", "is_wrong"], name="verdict_by_check")]
        constraints = [models.UniqueConstraint(fields=["project", "check_key", "by"], name="verdict_once")]

    def __str__(self) -> str:
        return f"{self.check_key} {'wrong' if self.is_wrong else 'right'}"
