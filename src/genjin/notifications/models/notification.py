"""What a person is told about one thing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.customers.models import Customer
from genjin.notifications.models.topic import Topic
from genjin.pipeline.models import Project


class Notification(models.Model):
    """There is one for each person and subject: what happens to the subject again opens it again, and is counted.

    The subject is named as events name their target; `name` is what it was called when it was told of last.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="notifications"
    )
    subject_type = models.CharField(_("kind of thing"), max_length=40)
    subject_id = models.BigIntegerField(_("thing"))
    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, on_delete=models.CASCADE, related_name="notifications"
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), null=True, on_delete=models.CASCADE, related_name="notifications"
    )
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    topic = models.CharField(_("latest topic"), max_length=20, choices=Topic)
    count = models.PositiveIntegerField(_("news since it was read"), default=0)
    told_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["person", "subject_type", "subject_id"], name="notification_once")
        ]
        indexes = [
            models.Index(fields=["person", "-told_at", "-id"], name="notification_by_time"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.subject_type} {self.subject_id}"

    @property
    def is_read(self) -> bool:
        """Tell whether the person has seen all of it."""
        return self.read_at is not None
