"""A doubt or objection of the customer's: one line of a packed cell of the plan table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.customers.models import Contact
from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import FollowUp


class ObjectionCategory(models.TextChoices):
    """What an objection is about (DOMAIN §7)."""

    PRICE = "price", _("Price")
    BUDGET = "budget", _("Budget")
    NEED = "need", _("No urgent need")
    TIMING = "timing", _("Timing")
    AUTHORITY = "authority", _("Authority and process")
    COMPETITION = "competition", _("Competitor or present supplier")
    TECHNOLOGY = "technology", _("Product and technology")
    DELIVERY = "delivery", _("Implementation and delivery")
    TRUST = "trust", _("Trust, references, qualification")
    TERMS = "terms", _("Commercial terms")
    SECURITY = "security", _("Data, compliance, security")
    RESISTANCE = "resistance", _("Internal resistance")


class ObjectionState(models.TextChoices):
    """How far an objection is; only the customer's own word settles it."""

    RAISED = "raised", _("Raised")
    CLARIFIED = "clarified", _("Clarified")
    ANSWERED = "answered", _("Answered")
    PARTLY = "partly", _("Partly settled")
    SETTLED = "settled", _("Settled by the customer")
    UNSETTLED = "unsettled", _("Not settled")


class Objection(models.Model):
    """A doubt or objection of the customer's, with our answer. `settling_words` are the customer's own."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="objections"
    )
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="objections")
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.TextField(_("content"))
    response = models.TextField(_("answer"), blank=True, default="")
    category = models.CharField(_("category"), max_length=12, choices=ObjectionCategory, blank=True, default="")
    raised_by = models.ForeignKey(
        Contact, verbose_name=_("raised by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_veto = models.BooleanField(_("may veto the project"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ObjectionState, default=ObjectionState.RAISED)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settling_words = models.TextField(_("the customer's words"), blank=True, default="")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.content
