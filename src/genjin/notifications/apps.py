"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Who hears of what, where and when."""

    name = "genjin.notifications"
    verbose_name = _("notifications")
