"""A department of the customer's."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.customers.models.customer_entry import CustomerEntry


class Unit(CustomerEntry):
    """One node of a customer's organisation chart."""

    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )

    class Meta(CustomerEntry.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a unit that belongs to itself, directly or by way of others."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A unit cannot belong to itself.")})
            seen.add(above.pk)
            above = above.parent
