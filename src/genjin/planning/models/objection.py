"""A doubt or objection of the customer's: one line of a packed cell of the plan table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import FollowUp


class Objection(models.Model):
    """A doubt or objection of the customer's, with our answer."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="objections"
    )
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="objections")
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.TextField(_("content"))
    response = models.TextField(_("answer"), blank=True, default="")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.content
