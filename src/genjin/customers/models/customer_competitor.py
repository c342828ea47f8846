"""Who else sells to a customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.customers.models.customer_entry import CustomerEntry


class CustomerCompetitor(CustomerEntry):
    """A competitor at this customer, whatever the project."""

    name = models.CharField(_("name"), max_length=200)
    foothold = models.TextField(_("what it supplies there, and who stands by it"), blank=True, default="")

    class Meta(CustomerEntry.Meta):
        verbose_name = _("competitor at the customer")
        verbose_name_plural = _("competitors at the customer")

    def __str__(self) -> str:
        return self.name
