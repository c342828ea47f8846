"""One piece of news within a notification."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.notifications.models.notification import Notification
from genjin.notifications.models.topic import Topic


class NotificationLine(models.Model):
    """What happened, by whom; `count` of the same kind together. Its words are made when it is shown (`wording.py`).

    `key` says what the line tells of, so that nothing is told twice: an event, or a reminder and its day.
    """

    notification = models.ForeignKey(
        Notification, verbose_name=_("notification"), on_delete=models.CASCADE, related_name="lines"
    )
    key = models.CharField(_("key"), max_length=80)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    count = models.PositiveIntegerField(_("how many"), default=1)
    detail = models.JSONField(_("detail"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("pieces of news")
        constraints = [models.UniqueConstraint(fields=["notification", "key"], name="news_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
