"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    """What says that a plan is in danger."""

    name = "genjin.health"
    verbose_name = _("plan health")
