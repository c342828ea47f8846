"""How an installation sets the checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HealthSettings(models.Model):
    """The one row of an installation: only what differs from the defaults, and what follows from its own projects.

    `stages`: {id of the stage: {people, decider_days, qualification}}; `checks`: {key: {is_on, points: {HIGH: 20}}};
    `medians`: {id of the stage: [days, won projects]}; `demoted`: keys of checks that were judged wrong too often.
    `version` counts every change, so that what was reckoned before is known to be old.
    """

    stages = models.JSONField(_("stages"), default=dict)
    checks = models.JSONField(_("checks"), default=dict)
    medians = models.JSONField(_("medians of own won projects"), default=dict)
    demoted = models.JSONField(_("demoted checks"), default=list)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("settings of the plan health")
        verbose_name_plural = _("settings of the plan health")

    def __str__(self) -> str:
        return f"version {self.version}"
