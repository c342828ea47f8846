"""What a person said a column means, remembered for the next table with the same headers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnMapping(models.Model):
    """Corrected columns of tables whose headers have this fingerprint: header words to field."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    fields = models.JSONField(_("fields"), default=dict)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [models.UniqueConstraint(fields=["user", "fingerprint"], name="column_mapping_once")]

    def __str__(self) -> str:
        return self.fingerprint
