"""A decision signal: words of the customer's that help or hurt, found by the detector or marked by a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.core.versioning import Recoverable
from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import FollowUp

LONGEST_EVIDENCE = 300  # characters: evidence is the shortest piece that carries a signal, and it stands in an index


class SignalType(models.TextChoices):
    """What a signal is about; the same twelve as `genjin.text.detection` finds."""

    BUDGET = "budget", pgettext_lazy("signal", "Budget")
    TIMELINE = "timeline", pgettext_lazy("signal", "Timeline")
    ATTITUDE = "attitude", pgettext_lazy("signal", "Attitude")
    PERSONNEL = "personnel", pgettext_lazy("signal", "Personnel")
    COMPETITOR = "competitor", pgettext_lazy("signal", "Competitor")
    PRICE = "price", pgettext_lazy("signal", "Price")
    TECHNICAL = "technical", pgettext_lazy("signal", "Technical")
    DELIVERY = "delivery", pgettext_lazy("signal", "Delivery")
    PROCUREMENT = "procurement", pgettext_lazy("signal", "Procurement")
    CONTRACT = "contract", pgettext_lazy("signal", "Contract")
    INTENT = "intent", pgettext_lazy("signal", "Intent")
    ENGAGEMENT = "engagement", pgettext_lazy("signal", "Engagement")


class SignalPolarity(models.TextChoices):
    """Whether it speaks for us or against us."""

    FOR = "+", _("for us")
    AGAINST = "-", _("against us")


class SignalState(models.TextChoices):
    """What a person said to it; only confirmed signals count."""

    NEW = "new", _("New")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class SignalSource(models.TextChoices):
    """The cell of the row, or the detail of the contact, in which the words stand."""

    EXECUTION = "execution", _("execution")
    FEEDBACK = "feedback", _("customer feedback and key information")
    CONSENSUS = "consensus", _("consensus")
    DISAGREEMENT = "disagreement", _("disagreement")
    OBJECTIONS = "objections", _("doubts and objections")
    NOTE = "note", _("note")


class BuyingSignal(Recoverable):
    """A signal and its evidence, the words themselves. It is hidden and shown with its row.

    `score` says how sure the detector was, None where a person marked the words. `engine` is the model that read them,
    empty for the detector that comes with the product. `observed_on` is the day of the row, or that of its logging;
    `severity` is greater the sooner somebody should know (`signal_rules.py`). `became` lists what was made of it:
    `[kind, id]` each.
    """

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="signals")
    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="signals"
    )
    column = models.CharField(_("stands in"), max_length=12, choices=SignalSource)
    type = models.CharField(_("type"), max_length=12, choices=SignalType)
    polarity = models.CharField(_("polarity"), max_length=1, choices=SignalPolarity)
    evidence = models.CharField(_("evidence"), max_length=LONGEST_EVIDENCE)
    score = models.FloatField(_("score"), null=True, blank=True)
    engine = models.CharField(_("found by"), max_length=100, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=SignalState, default=SignalState.NEW)
    severity = models.PositiveSmallIntegerField(_("severity"), editable=False)
    observed_on = models.DateField(_("observed on"), editable=False)
    found_at = models.DateTimeField(_("found at"), editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    became = models.JSONField(_("became"), default=list, blank=True)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "type", "polarity", "evidence"], name="signal_once"),
            models.CheckConstraint(
                condition=Q(state=SignalState.NEW, decided_at=None)
                | Q(~Q(state=SignalState.NEW), decided_at__isnull=False),
                name="signal_decided",
            ),
        ]
        indexes = [
            # the inbox, of everybody and of one project: the worst and of those the latest first
            models.Index(
                fields=["state", "-severity", "-observed_on", "-id"],
                condition=Q(deleted_at=None),
                name="signal_by_severity",
            ),
            models.Index(
                fields=["project", "state", "-severity", "-observed_on", "-id"],
                condition=Q(deleted_at=None),
                name="signal_by_project",
            ),
            # what was decided, for teaching and for the figures
            models.Index(fields=["state", "type", "polarity", "score"], name="signal_by_kind"),
            models.Index(fields=["state", "evidence"], name="signal_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.polarity} {self.evidence}"

    @property
    def is_for_us(self) -> bool:
        """Tell whether it speaks for us."""
        return self.polarity == SignalPolarity.FOR
