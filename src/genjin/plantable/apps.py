"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanTableConfig(AppConfig):
    """Plan tables as files: import and export."""

    name = "genjin.plantable"
    verbose_name = _("plan tables")
