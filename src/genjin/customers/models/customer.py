"""A company we sell to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable, Versioned


class Customer(Versioned, Recoverable):
    """A company we sell to. `short_names` are further names under which people write it, one a line."""

    name = models.CharField(_("name"), max_length=300)
    short_names = models.TextField(_("short names"), blank=True, default="")
    industry = models.CharField(_("industry"), max_length=100, blank=True, default="")
    size = models.CharField(_("size"), max_length=100, blank=True, default="")
    ownership = models.CharField(_("ownership"), max_length=100, blank=True, default="")
    region = models.CharField(_("region"), max_length=100, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="customers",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        indexes = [models.Index(fields=["name"], name="customer_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def all_names(self) -> list[str]:
        """Return the name and every short name."""
        return [self.name, *(line.strip() for line in self.short_names.splitlines() if line.strip())]
