"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    """First start, demo data and self-check."""

    name = "genjin.setup"
    verbose_name = _("setup")
