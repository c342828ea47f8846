"""What may go wrong: one line of a packed cell of the plan table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import FollowUp


class Risk(models.Model):
    """What may go wrong, with our countermeasure."""

    follow_up = models.ForeignKey(FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="risks")
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.TextField(_("content"))
    response = models.TextField(_("countermeasure"), blank=True, default="")

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.content
