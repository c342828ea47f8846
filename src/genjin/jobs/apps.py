"""Background work: what runs beside the web server."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Workers, the schedule, and what failed."""

    name = "genjin.jobs"
    label = "jobs"
