"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """People who use the product, and the departments they belong to."""

    name = "genjin.people"
    verbose_name = _("people")
