"""What may go wrong: one line of a packed cell of the plan table."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import FollowUp
from genjin.planning.models.objection import Objection


class RiskCategory(models.TextChoices):
    """Where a risk comes from (DOMAIN §8)."""

    PEOPLE = "people", _("Decision makers and personnel")
    BUDGET = "budget", _("Budget, money, credit")
    COMPETITION = "competition", _("Competition")
    TIMING = "timing", _("Time and priority")
    SCOPE = "scope", _("Needs and scope")
    TECHNOLOGY = "technology", _("Technology, implementation, data security")
    PROCUREMENT = "procurement", _("Procurement, legal, tender")
    RESOURCES = "resources", _("Our own resources and delivery")
    SERVICE = "service", _("Service and satisfaction")
    COMPLIANCE = "compliance", _("Compliance")
    PAYMENT = "payment", _("Terms and payment")
    POLICY = "policy", _("Policy and market")


class Grade(models.IntegerChoices):
    """Probability or impact on a scale of five (anchors: DOMAIN §8)."""

    ONE = 1, _("1 very low")
    TWO = 2, _("2 low")
    THREE = 3, _("3 medium")
    FOUR = 4, _("4 high")
    FIVE = 5, _("5 very high")


class Trend(models.TextChoices):
    """Where a risk is going."""

    RISING = "rising", _("Rising")
    STEADY = "steady", _("Steady")
    FALLING = "falling", _("Falling")


class Risk(models.Model):
    """What may go wrong, with our countermeasure; one of the plan itself belongs to no follow-up.

    It is open until `closed_on`; `closing_words` say what happened.
    """

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), null=True, blank=True, on_delete=models.CASCADE, related_name="risks"
    )
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.TextField(_("content"))
    response = models.TextField(_("countermeasure"), blank=True, default="")
    category = models.CharField(_("category"), max_length=12, choices=RiskCategory, blank=True, default="")
    probability = models.PositiveSmallIntegerField(_("probability"), choices=Grade, null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Grade, null=True, blank=True)
    trend = models.CharField(_("trend"), max_length=8, choices=Trend, blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="risks",
    )
    review_on = models.DateField(_("next review"), null=True, blank=True)
    objection = models.ForeignKey(
        Objection, verbose_name=_("came from"), null=True, blank=True, on_delete=models.SET_NULL, related_name="risks"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_words = models.TextField(_("what happened"), blank=True, default="")

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.content

    @property
    def score(self) -> int | None:
        """Return probability times impact, 1 to 25; None until both are given."""
        return self.probability * self.impact if self.probability and self.impact else None

    @property
    def band(self) -> str:
        """Return `low` for a score up to 4, `medium` to 9, `high` to 14, `extreme` above; "" without a score."""
        score = self.score
        if score is None:
            return ""
        return "low" if score <= 4 else "medium" if score <= 9 else "high" if score <= 14 else "extreme"
