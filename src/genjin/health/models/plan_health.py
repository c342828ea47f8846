"""How a plan stood when it was last reckoned."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project


class PlanHealth(models.Model):
    """What follows from a plan on a day; it can be thrown away and reckoned again. An ended project has no score.

    `lacks_date`: it is not signed, and no day on which it will be is still to come. `events_seen` and `last_event` tell
    up to which event it knows the plan, `settings_version` by which settings.
    """

    project = models.OneToOneField(
        Project, verbose_name=_("project"), primary_key=True, on_delete=models.CASCADE, related_name="health"
    )
    score = models.PositiveSmallIntegerField(_("health"), null=True)
    band = models.CharField(_("band"), max_length=5, blank=True, default="")
    dimensions = models.JSONField(_("dimensions"), default=dict)
    red_since = models.DateField(_("red since"), null=True)
    red_lines = models.PositiveSmallIntegerField(_("red lines"), default=0)
    lacks_date = models.BooleanField(_("no day to come"), default=False)
    completeness = models.PositiveSmallIntegerField(_("completeness"), default=0)
    unanswered = models.JSONField(_("open questions"), default=list)
    reckoned_on = models.DateField(_("reckoned on"))
    last_event = models.BigIntegerField(_("last event seen"), default=0)
    events_seen = models.BigIntegerField(_("events seen"), default=0)
    settings_version = models.PositiveIntegerField(_("version of the settings"), default=0)

    class Meta:
        verbose_name = _("plan health")
        verbose_name_plural = _("plan health")
        indexes = [models.Index(fields=["score"], condition=models.Q(score__isnull=False), name="plan_by_health")]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.score}"
