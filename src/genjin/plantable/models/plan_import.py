"""One file that a person brought in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far an import has come."""

    DRAFT = "draft", _("Waiting for you to confirm")
    APPLIED = "applied", _("Imported")
    UNDONE = "undone", _("Undone")


class PlanImport(models.Model):
    """One file, kept as it came. A draft has written no rows; undoing hides the rows that it wrote.

    `choices` holds what the person decided in the preview: who is who. `added` holds the ids of the customers and
    projects that the import added, so that undoing takes them away again where nothing else has come to use them.
    """

    file = models.FileField(_("file"), upload_to="imports/%Y/%m")
    file_name = models.CharField(_("file name"), max_length=255)
    reference_on = models.DateField(_("relative dates count from"))
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.DRAFT)
    choices = models.JSONField(_("choices"), default=dict)
    added = models.JSONField(_("added"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="imports"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("imported at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
