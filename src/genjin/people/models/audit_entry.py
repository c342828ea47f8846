"""One line of the audit: who signed in, took data out, or changed what somebody may do."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """A row that is never changed; only retention takes it away. What happens to plans is `ActivityEvent`."""

    kind = models.CharField(_("what happened"), max_length=60)
    at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The words and numbers stay readable when the person or thing is gone.
    by_name = models.CharField(_("name"), max_length=150, blank=True, default="")
    address = models.GenericIPAddressField(_("network address"), null=True)
    target_type = models.CharField(_("kind of thing"), max_length=40, blank=True, default="")
    target_id = models.BigIntegerField(_("thing"), null=True)
    target_name = models.CharField(_("name of the thing"), max_length=300, blank=True, default="")
    detail = models.JSONField(_("detail"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["kind", "at"], name="audit_by_kind"),
            models.Index(fields=["by", "at"], name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.by_name}"
