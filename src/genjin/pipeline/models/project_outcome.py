"""How a project ended."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project_entry import ProjectEntry


class OutcomeKind(models.TextChoices):
    """The four ways in which a project ends (DOMAIN §5)."""

    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    SHELVED = "shelved", _("Shelved")
    GIVEN_UP = "given_up", _("Given up")


class ProjectOutcome(ProjectEntry):
    """How, when and why a project ended; taking the row back opens the project again."""

    kind = models.CharField(_("outcome"), max_length=10, choices=OutcomeKind)
    decided_on = models.DateField(_("decided on"))
    reason = models.TextField(_("reason"))
    winner = models.CharField(_("lost to"), max_length=200, blank=True, default="")
    wake_on = models.DateField(_("look again on"), null=True, blank=True)
    review = models.TextField(_("what we learn from it"), blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(ProjectEntry.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes = [
            models.Index(fields=["decided_on"], condition=models.Q(deleted_at=None), name="outcome_by_day"),
            models.Index(fields=["created_at"], condition=models.Q(deleted_at=None), name="outcome_by_writing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(deleted_at=None), name="one_outcome_a_project"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Refuse to shelve a project without a day to look at it again."""
        if self.kind == OutcomeKind.SHELVED and self.wake_on is None:
            raise ValidationError({"wake_on": _("A shelved project needs a day to look at it again.")})
