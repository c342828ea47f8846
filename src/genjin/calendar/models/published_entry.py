"""What a feed told of one entry when it was last fetched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.calendar.models.calendar_feed import CalendarFeed


class PublishedEntry(models.Model):
    """How often an entry was changed, and when: calendars compare by it. Of its words only a digest is kept.

    One that is gone is told as cancelled for a while, by its day alone.
    """

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="published")
    uid = models.CharField(max_length=100)
    day = models.DateField(_("day"))
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(_("changes"), default=0)
    changed_at = models.DateTimeField(_("changed at"))
    is_cancelled = models.BooleanField(_("cancelled"), default=False)

    class Meta:
        verbose_name = _("published calendar entry")
        verbose_name_plural = _("published calendar entries")
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="published_once")]

    def __str__(self) -> str:
        return self.uid
