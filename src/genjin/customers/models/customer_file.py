"""A file about a customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.kept_file import KeptFile
from genjin.customers.models.customer_entry import CustomerEntry


class CustomerFile(KeptFile, CustomerEntry):
    """A file that somebody put to the customer's papers."""

    file = models.FileField(_("file"), upload_to="customers/%Y/%m")

    class Meta(CustomerEntry.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
