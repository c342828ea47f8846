"""How a person wants to be told."""

from datetime import time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.notifications.models.topic import Pace, Topic, Way

MORNING = time(8, 30)


def default_zone() -> str:
    """Return the installation's time zone."""
    return settings.TIME_ZONE


class Preference(models.Model):
    """One for each person. `paces` is `{topic: {way: pace}}`, only what differs from the defaults (`topics.py`).

    Between `quiet_from` and `quiet_until` nothing leaves the product; both empty: there is no such time. The digest
    comes at `digest_at` in the person's zone. `reminded_on` is the last day whose reminders were raised.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="preference",
    )
    paces = models.JSONField(_("what and where"), default=dict)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True, default=time(21, 0))
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True, default=time(7, 30))
    digest_at = models.TimeField(_("daily digest at"), default=MORNING)
    time_zone = models.CharField(_("time zone"), max_length=50, default=default_zone)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    reminded_on = models.DateField(_("reminded on"), null=True, editable=False)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        indexes = [models.Index(fields=["time_zone", "reminded_on"], name="preference_by_reminder")]

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def zone(self) -> ZoneInfo:
        """Return the person's time zone."""
        return ZoneInfo(self.time_zone)

    def chosen_pace(self, topic: Topic, way: Way) -> Pace | None:
        """Return what the person chose, None where the default holds."""
        chosen = self.paces.get(topic, {}).get(way)
        return Pace(chosen) if chosen in Pace.values else None
