"""A file about a customer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.customers.models.customer_entry import CustomerEntry


class CustomerFile(CustomerEntry):
    """A file that somebody put to the customer's papers; `size` in bytes."""

    file = models.FileField(_("file"), upload_to="customers/%Y/%m")
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(CustomerEntry.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name
