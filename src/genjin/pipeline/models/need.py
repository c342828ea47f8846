"""What the customer needs, and where it hurts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project_entry import ProjectEntry
from genjin.pipeline.models.testimony import Testimony


class NeedKind(models.TextChoices):
    """A need is what they want, a pain is what it costs them not to have it."""

    NEED = "need", _("Need")
    PAIN = "pain", _("Pain")


class Need(ProjectEntry, Testimony):
    """A need or pain of the customer's; `figure` is a number that the customer gave for it, in words."""

    kind = models.CharField(_("kind"), max_length=4, choices=NeedKind, default=NeedKind.NEED)
    content = models.TextField(_("content"))
    figure = models.CharField(_("the customer's own figure"), max_length=200, blank=True, default="")

    class Meta(ProjectEntry.Meta):
        verbose_name = _("need or pain")
        verbose_name_plural = _("needs and pains")

    def __str__(self) -> str:
        return self.content
