"""A secret address under which a calendar fetches what one person has to do."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryKind(models.TextChoices):
    """What a feed may hold."""

    ACTIONS = "actions", _("My actions and next steps")
    VISITS = "visits", _("Visits, demonstrations, technical exchanges")
    CLOSES = "closes", _("Expected close of my projects")
    GOALS = "goals", _("Goals and stage goals of my projects")
    REVIEWS = "reviews", _("Reviews of my risks; shelved projects to look at again")


class Alarm(models.TextChoices):
    """When a calendar reminds of an entry, told from the first moment of its day."""

    NONE = "none", pgettext_lazy("alarm", "None")
    MORNING = "morning", _("On the day, 9:00")
    DAY_BEFORE = "day_before", _("The day before, 9:00")
    EVENING_BEFORE = "evening_before", _("The day before, 18:00")

    @property
    def hours(self) -> int | None:
        """Return the hours from the first moment of the day; negative ones lie before it."""
        return {Alarm.MORNING: 9, Alarm.DAY_BEFORE: -15, Alarm.EVENING_BEFORE: -6}.get(self)


class CalendarFeed(models.Model):
    """One address of one person, such as the one for the phone. Of its secret only the hash is kept.

    `key` stands in the names of its entries, which stay the same when the address is renewed.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    kinds = models.JSONField(_("what it holds"), default=list)
    alarm = models.CharField(_("reminder"), max_length=16, choices=Alarm, default=Alarm.NONE)
    language = models.CharField(_("language"), max_length=10)
    made_at = models.DateTimeField(_("address made"))
    fetched_at = models.DateTimeField(_("last fetched"), null=True, editable=False)
    fetched_with = models.CharField(_("last fetched with"), max_length=120, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
