"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationConfig(AppConfig):
    """What people say to each other about plans, and who wants to hear of what."""

    name = "genjin.conversation"
    verbose_name = _("conversation")
