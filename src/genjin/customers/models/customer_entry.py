"""What a person types about a customer, a row each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable
from genjin.customers.models.customer import Customer


class CustomerEntry(Recoverable):
    """One entry of a customer's profile: it is added, edited, deleted and restored by `operations/entries.py`."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.CASCADE, related_name="%(class)ss", editable=False
    )
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
