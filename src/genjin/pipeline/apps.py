"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PipelineConfig(AppConfig):
    """Projects, their stages and the team on each."""

    name = "genjin.pipeline"
    verbose_name = _("pipeline")
