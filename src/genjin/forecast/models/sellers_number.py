"""What a seller says will come in, and what the manager makes of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Versioned


class SellersNumber(Versioned):
    """A person's own number for a period, and beside it the manager's: neither replaces the other."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="sellers_numbers"
    )
    period = models.CharField(_("period"), max_length=7)
    amount = models.DecimalField(_("own number"), max_digits=16, decimal_places=2, null=True, blank=True)
    said_at = models.DateTimeField(_("said at"), null=True)
    adjusted = models.DecimalField(_("manager's number"), max_digits=16, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, default="")
    adjusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("adjusted by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    adjusted_at = models.DateTimeField(_("adjusted at"), null=True)

    class Meta:
        verbose_name = _("seller's number")
        verbose_name_plural = _("sellers' numbers")
        constraints = [models.UniqueConstraint(fields=["person", "period"], name="sellers_number_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.period}: {self.amount}"
