"""Where a follow-up came from, with its cells as they stood there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.planning.models import FollowUp
from genjin.plantable.models.plan_import import PlanImport


class ImportedRow(models.Model):
    """The source of one follow-up: parsed values are annotations, the text of the file stays here."""

    plan_import = models.ForeignKey(
        PlanImport, verbose_name=_("import"), on_delete=models.CASCADE, related_name="imported_rows"
    )
    follow_up = models.OneToOneField(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="imported_from"
    )
    sheet = models.CharField(_("sheet"), max_length=255)
    row = models.PositiveIntegerField(_("row"), null=True)
    cells = models.JSONField(_("cells"), default=dict)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row}"
