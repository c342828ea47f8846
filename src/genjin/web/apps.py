"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """The pages."""

    name = "genjin.web"
    verbose_name = _("web")

    def ready(self) -> None:
        """Let sign-ins be told to the audit."""
        from genjin.web.audit.receivers import connect  # noqa: PLC0415  it needs the models, which are not there before

        connect()
