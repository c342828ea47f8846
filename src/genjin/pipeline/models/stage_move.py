"""That somebody moved a project to another stage."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project_entry import ProjectEntry
from genjin.pipeline.models.stage import Stage


class StageMove(ProjectEntry):
    """A move by hand, forward or back. `unmet` are the criteria that were passed over, as they read then."""

    from_stage = models.ForeignKey(Stage, verbose_name=_("from"), null=True, on_delete=models.PROTECT, related_name="+")
    to_stage = models.ForeignKey(Stage, verbose_name=_("to"), on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField(_("moved on"))
    reason = models.TextField(_("reason"), blank=True, default="")
    unmet = models.JSONField(_("criteria passed over"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(ProjectEntry.Meta):
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")

    def __str__(self) -> str:
        return f"{self.from_stage or ''} → {self.to_stage}"
