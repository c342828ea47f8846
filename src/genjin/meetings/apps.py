"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Meetings, their agendas and decisions."""

    name = "genjin.meetings"
    verbose_name = _("meetings")
