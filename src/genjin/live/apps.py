"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    """What others are doing right now: their saves, and where they are at work."""

    name = "genjin.live"
    verbose_name = _("live")
