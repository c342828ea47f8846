"""A way out of the product: to one person, or to the chat of a group."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.people.models import Department


class ChannelKind(models.TextChoices):
    """What stands at the other end."""

    EMAIL = "email", _("E-mail")
    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk group robot")
    FEISHU = "feishu", _("Feishu group robot")
    WEBHOOK = "webhook", _("Webhook (JSON)")
    SERVICE = "service", _("Other service (an Apprise address)")


ROBOTS = (ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.FEISHU)


class Channel(models.Model):
    """Of a person, or of a group: then `person` is empty, and `department` is whose chat it is (empty: everybody's).

    `address` and `signing_secret` open the channel to anybody who has them: they are written, never shown again. An
    e-mail channel has no address of its own; the mail goes to the person's. `topics` are what a group's chat is told.
    `failures` counts those since the last success; ten switch it off. Until `busy_until` it is not called: the other
    end asked for that.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ChannelKind)
    name = models.CharField(_("name"), max_length=80)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="channels",
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="channels",
    )
    address = models.TextField(_("address"), blank=True, default="")
    signing_secret = models.CharField(_("signing secret"), max_length=200, blank=True, default="")
    topics = models.JSONField(_("topics"), default=list, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(_("in use"), default=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True, default="")
    busy_until = models.DateTimeField(_("takes nothing until"), null=True, blank=True)
    last_sent_at = models.DateTimeField(_("sent last"), null=True, blank=True)
    switched_off_at = models.DateTimeField(_("switched off by itself"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(kind="email"), name="one_mail_channel_a_person"),
            models.CheckConstraint(
                condition=Q(person=None) | Q(department=None), name="channel_of_a_person_or_of_a_group"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_group(self) -> bool:
        """Tell whether it speaks to a group's chat."""
        return self.person_id is None

    @property
    def place(self) -> str:
        """Return what may be shown of the address: its host, or for e-mail the person's address."""
        if self.kind == ChannelKind.EMAIL:
            return self.person.email if self.person else ""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://…" if self.kind == ChannelKind.SERVICE else f"{parts.hostname or ''}/…"
