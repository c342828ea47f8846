"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    """What happened, by whom, to what."""

    name = "genjin.activity"
    verbose_name = _("activity")
