"""The chance of winning one open project, as it was reckoned last."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project

HORIZONS: Final = (7, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 370)
"""Days ahead at which the chance of having been won by then is kept."""


class ProjectOdds(models.Model):
    """Odds of an open project; replaced at every reckoning, so what is kept over time stands in the snapshots.

    `terms` are `[reason, part of the logit]`, the weightiest first; `steps` is the chance after one single step;
    `won_by` holds one float32 for each of HORIZONS; `cases` are the ended projects that went through its stage.
    """

    project = models.OneToOneField(
        Project, verbose_name=_("project"), primary_key=True, on_delete=models.CASCADE, related_name="odds"
    )
    win = models.FloatField(_("win probability"))
    cases = models.PositiveIntegerField(_("cases"))
    days_in_stage = models.PositiveIntegerField(_("days in stage"))
    terms = models.JSONField(_("reasons"), default=list)
    steps = models.JSONField(_("steps"), default=dict)
    won_by = models.BinaryField(_("won by"))

    class Meta:
        verbose_name = _("odds of a project")
        verbose_name_plural = _("odds of projects")

    def __str__(self) -> str:
        return f"{self.project_id}: {self.win:.2f}"
