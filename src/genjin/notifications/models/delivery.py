"""One envelope: what goes to one person or group on one channel."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.notifications.models.channel import Channel
from genjin.notifications.models.notification_line import NotificationLine
from genjin.pipeline.models import Project


class DeliveryState(models.TextChoices):
    """How far an envelope has come. UNSURE: it may have arrived, and is not sent twice by itself."""

    QUEUED = "queued", pgettext_lazy("delivery", "Waiting")
    SENDING = "sending", pgettext_lazy("delivery", "On its way")
    SENT = "sent", pgettext_lazy("delivery", "Sent")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")
    UNSURE = "unsure", pgettext_lazy("delivery", "Perhaps sent")
    DROPPED = "dropped", pgettext_lazy("delivery", "Nothing left to say")


class Envelope(models.TextChoices):
    """What is in it: news of a person, at once or once a day, or words that were written for a group."""

    NOW = "now", pgettext_lazy("delivery", "News")
    DAILY = "daily", pgettext_lazy("delivery", "Daily digest")
    POST = "post", pgettext_lazy("delivery", "Post")


class Delivery(models.Model):
    """It is claimed (queued → sending), the claim is stored, and only then it is sent.

    `is_open`: it still takes up news; a channel has one open envelope of each kind. `handed_at` is stored right before
    the network is touched: a worker that dies without it has sent nothing for certain. `flagged_at`: a worker died
    after that, so that it may have arrived although we know nothing of it.
    """

    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.CASCADE, related_name="deliveries")
    envelope = models.CharField(_("envelope"), max_length=5, choices=Envelope)
    is_open = models.BooleanField(_("takes up news"), default=False)
    lines = models.ManyToManyField(NotificationLine, verbose_name=_("news"), blank=True, related_name="deliveries")
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    text = models.TextField(_("text"), blank=True, default="")
    # what a post is about: it is not sent once the project is gone
    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState, default=DeliveryState.QUEUED)
    not_before = models.DateTimeField(_("not before"))
    created_at = models.DateTimeField(_("created at"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    handed_at = models.DateTimeField(_("handed to the network at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    flagged_at = models.DateTimeField(_("flagged at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["channel", "envelope"], condition=Q(is_open=True), name="one_open_envelope")
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="queued"), name="delivery_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="delivery_on_its_way"),
            models.Index(fields=["channel", "-id"], name="delivery_by_channel"),
            models.Index(fields=["-id"], condition=Q(state__in=["failed", "unsure"]), name="delivery_in_trouble"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.envelope} {self.pk}"
