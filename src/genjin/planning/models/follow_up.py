"""One contact with the customer: a row of the plan table."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.core.versioning import Recoverable, Versioned
from genjin.customers.models import Contact
from genjin.pipeline.models import UNDATED, Project, Stage


class Channel(models.TextChoices):
    """How we were in touch."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    VIDEO = "video", _("Video meeting")
    VISIT = "visit", _("Visit")
    DEMO = "demo", _("Product demonstration")
    EXCHANGE = "exchange", _("Technical exchange")
    IM = "im", _("Instant message")
    OTHER = "other", _("Other")


class ContactResult(models.TextChoices):
    """What a contact came to (DOMAIN §9)."""

    ADVANCE = "advance", _("Advance")
    PAUSE = "pause", _("Continuation without commitment")
    ORDER = "order", pgettext_lazy("result of a contact", "Order")
    REFUSAL = "refusal", _("Refusal")


class FollowUp(Versioned, Recoverable):
    """One contact. Its packed cells are its actions, objections and risks.

    `stage` is the stage as it was then; where the row's own word is none of the installation's stages, the word
    stands in `stage_words`. `listed_on` is `happened_on`, or UNDATED: the key by which rows are listed.
    `next_due_on` is the earliest date of the row's open next steps; the operations keep it.
    """

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="follow_ups")
    number = models.PositiveIntegerField(_("number in the project"))
    happened_on = models.DateField(_("follow-up date"), null=True, blank=True)
    listed_on = models.DateField(_("listed on"), default=UNDATED, editable=False)
    stage = models.ForeignKey(
        Stage, verbose_name=_("stage"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stage_words = models.TextField(_("stage in other words"), blank=True, default="")
    goal = models.TextField(_("goal of this follow-up"), blank=True, default="")
    feedback = models.TextField(_("customer feedback and key information"), blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True, default="")
    result = models.CharField(_("result"), max_length=10, choices=ContactResult, blank=True, default="")
    execution = models.TextField(_("execution"), blank=True, default="")
    consensus = models.TextField(_("consensus"), blank=True, default="")
    disagreement = models.TextField(_("disagreement"), blank=True, default="")
    contacts = models.ManyToManyField(Contact, verbose_name=_("contacts"), blank=True, related_name="follow_ups")
    colleagues = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("colleagues"), blank=True, related_name="follow_ups"
    )
    next_due_on = models.DateField(_("next step due"), null=True, editable=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("logged by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    logged_at = models.DateTimeField(_("logged at"))

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            models.Index(fields=["listed_on", "id"], condition=Q(deleted_at=None), name="follow_up_by_date"),
            models.Index(
                fields=["project", "listed_on", "id"], condition=Q(deleted_at=None), name="follow_up_by_project"
            ),
            models.Index(fields=["stage", "listed_on", "id"], condition=Q(deleted_at=None), name="follow_up_by_stage"),
            models.Index(
                fields=["next_due_on"], condition=Q(deleted_at=None, next_due_on__isnull=False), name="follow_up_by_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} #{self.number}"

    @property
    def stage_name(self) -> str:
        """Return the stage as the plan table writes it."""
        return self.stage.name if self.stage else self.stage_words
