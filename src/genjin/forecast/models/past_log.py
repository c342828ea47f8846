"""A log of deals from another system, brought in so that the forecast can learn from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PastLog(models.Model):
    """Rows of a history in the form of the contract, as CSV. They are learnt from and shown nowhere as projects.

    While `is_draft`, `content` is the file as it came, whose columns have to be named first.
    """

    name = models.CharField(_("name"), max_length=200)
    content = models.TextField(_("rows"))
    is_draft = models.BooleanField(_("draft"), default=False)
    deals = models.PositiveIntegerField(_("deals"))
    closed = models.PositiveIntegerField(_("ended deals"))
    added_at = models.DateTimeField(_("added at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("history from elsewhere")
        verbose_name_plural = _("histories from elsewhere")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
