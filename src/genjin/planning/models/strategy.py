"""How we mean to win a project."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import ProjectEntry, Stage


class StrategyKind(models.TextChoices):
    """The three strategies of the source document."""

    COMMUNICATION = "communication", _("Communication")
    VALUE = "value", _("Value")
    COMPETITION = "competition", _("Competition")


class Strategy(ProjectEntry):
    """One strategy, for a stage or for all of them."""

    kind = models.CharField(_("kind"), max_length=14, choices=StrategyKind, default=StrategyKind.COMMUNICATION)
    stage = models.ForeignKey(
        Stage, verbose_name=_("stage"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.TextField(_("content"))

    class Meta(ProjectEntry.Meta):
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def __str__(self) -> str:
        return self.content
