"""What we know of the customer's budget, and how it changed."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project_entry import ProjectEntry
from genjin.pipeline.models.testimony import Testimony


class BudgetState(models.TextChoices):
    """How firm the money is."""

    UNKNOWN = "unknown", _("Unknown")
    NONE = "none", _("None yet")
    PLANNED = "planned", _("Planned")
    APPROVED = "approved", _("Approved")
    FROZEN = "frozen", _("Frozen")


class BudgetFact(ProjectEntry, Testimony):
    """A budget range as somebody gave it; the latest one observed counts, the others are its history.

    Amounts are in the project's currency. Two facts that disagree are both kept and shown side by side.
    """

    low = models.DecimalField(_("from"), max_digits=16, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=16, decimal_places=2, null=True, blank=True)
    state = models.CharField(_("state of the budget"), max_length=10, choices=BudgetState, default=BudgetState.UNKNOWN)

    class Meta(ProjectEntry.Meta):
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low=None) | models.Q(high=None) | models.Q(low__lte=models.F("high")),
                name="budget_low_to_high",
                violation_error_message=_("The lower end of the budget is above the upper end."),
            )
        ]

    def __str__(self) -> str:
        ends = [Decimal(end).normalize() for end in (self.low, self.high) if end is not None]
        return "–".join(dict.fromkeys(f"{end:,f}" for end in ends)) or str(self.get_state_display())
