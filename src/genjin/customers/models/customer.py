"""A company we sell to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable, Versioned


class CustomerType(models.TextChoices):
    """What moves this customer, and so which playbook fits (primary and secondary type)."""

    COST = "cost", _("Cost-sensitive")
    TECHNOLOGY = "technology", _("Technology-driven")
    RESULT = "result", _("Result-driven")
    RISK = "risk", _("Risk-averse, compliance-driven")
    TRUST = "trust", _("Relationship-driven")
    PROCUREMENT = "procurement", _("Procurement-led")
    PARTNER = "partner", _("Strategic partner")
    PRICE = "price", _("Transactional, price only")


class Tier(models.TextChoices):
    """How much this customer matters to us."""

    A = "a", _("A: key")
    B = "b", _("B: growing")
    C = "c", _("C: steady")


class Customer(Versioned, Recoverable):
    """A company we sell to. `short_names` are further names under which people write it, one a line."""

    name = models.CharField(_("name"), max_length=300)
    short_names = models.TextField(_("short names"), blank=True, default="")
    industry = models.CharField(_("industry"), max_length=100, blank=True, default="")
    size = models.CharField(_("size"), max_length=100, blank=True, default="")
    ownership = models.CharField(_("ownership"), max_length=100, blank=True, default="")
    region = models.CharField(_("region"), max_length=100, blank=True, default="")
    culture = models.TextField(_("culture: how decisions are made there"), blank=True, default="")
    customer_type = models.CharField(_("type"), max_length=12, choices=CustomerType, blank=True, default="")
    second_type = models.CharField(_("second type"), max_length=12, choices=CustomerType, blank=True, default="")
    tier = models.CharField(_("tier"), max_length=1, choices=Tier, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    # set where two entries of one company were merged; undoing the merger takes it away again
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
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
