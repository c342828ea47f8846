"""A person at the customer."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.customers.models.customer_entry import CustomerEntry
from genjin.customers.models.unit import Unit


class Contact(CustomerEntry):
    """A person at the customer, as we know the person outside any project."""

    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title"), max_length=100, blank=True, default="")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    reports_to = models.ForeignKey(
        "self", verbose_name=_("reports to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    phone = models.CharField(_("phone"), max_length=60, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    left_on = models.DateField(_("left the company on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, default="")

    class Meta(CustomerEntry.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["customer", "name"], name="contact_by_customer")]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.name, self.title) if part)

    def clean(self) -> None:
        """Refuse a person who reports to the same person, directly or by way of others."""
        above, seen = self.reports_to, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"reports_to": _("A person cannot report to the same person.")})
            seen.add(above.pk)
            above = above.reports_to
