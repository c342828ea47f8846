"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    """What has a date, as calendars subscribe to it."""

    name = "genjin.calendar"
    verbose_name = _("calendar")
