"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    """The companies we sell to and the people in them."""

    name = "genjin.customers"
    verbose_name = _("customers")
