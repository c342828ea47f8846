"""A person at the customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable, Versioned
from genjin.customers.models.customer import Customer


class Contact(Versioned, Recoverable):
    """A person at the customer, as we know the person outside any project."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title"), max_length=100, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=100, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=60, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["customer", "name"], name="contact_by_customer")]

    def __str__(self) -> str:
        return self.name
