"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """The rows of the plan table."""

    name = "genjin.planning"
    verbose_name = _("planning")
