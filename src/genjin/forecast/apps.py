"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForecastConfig(AppConfig):
    """What will come in, how sure, and why."""

    name = "genjin.forecast"
    verbose_name = _("forecast")
