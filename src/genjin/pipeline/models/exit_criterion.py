"""What must be shown before a project leaves a stage."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project import Project
from genjin.pipeline.models.project_entry import ProjectEntry
from genjin.pipeline.models.stage import Stage

COMPARED_IN = "CNY"


class ExitCriterion(models.Model):
    """One line of a stage's checklist: an act of the customer's that can be verified.

    Only a manager may pass over a hard one; with `hard_above` it is hard for projects of more than this amount alone.
    """

    stage = models.ForeignKey(Stage, verbose_name=_("stage"), on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.TextField(_("content"))
    english_content = models.TextField(_("content in English"), blank=True, default="")
    is_hard = models.BooleanField(_("only a manager may pass over it"), default=False)
    hard_above = models.DecimalField(
        _("hard above this amount in CNY"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("exit criterion")
        verbose_name_plural = _("exit criteria")
        ordering = ["stage", "position", "pk"]

    def __str__(self) -> str:
        is_english = (get_language() or "").startswith("en")
        return self.english_content if is_english and self.english_content else self.content

    def is_hard_for(self, project: Project) -> bool:
        """Tell whether only a manager may let this project pass over it.

        A project whose amount is not known, or in another currency, is not known to be small.
        """
        is_small = (
            self.hard_above is not None
            and project.amount is not None
            and project.currency == COMPARED_IN
            and project.amount <= self.hard_above
        )
        return self.is_hard and not is_small


class CriterionCheck(ProjectEntry):
    """That a project meets a criterion, with what shows it."""

    criterion = models.ForeignKey(
        ExitCriterion, verbose_name=_("exit criterion"), on_delete=models.CASCADE, related_name="checks"
    )
    evidence = models.TextField(_("what shows it"))
    met_on = models.DateField(_("met on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(ProjectEntry.Meta):
        verbose_name = _("met criterion")
        verbose_name_plural = _("met criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "criterion"], condition=models.Q(deleted_at=None), name="criterion_met_once"
            )
        ]

    def __str__(self) -> str:
        return self.evidence
