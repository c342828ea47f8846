"""What a project is to reach."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import ProjectEntry, Stage


class Goal(ProjectEntry):
    """The overall goal (without a parent), or a stage goal under it: measurable, with a date."""

    parent = models.ForeignKey(
        "self", verbose_name=_("serves"), null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )
    stage = models.ForeignKey(
        Stage, verbose_name=_("stage"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.TextField(_("content"))
    measure = models.CharField(_("measured by"), max_length=300, blank=True, default="")
    due_on = models.DateField(_("due"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, default="")

    class Meta(ProjectEntry.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    def __str__(self) -> str:
        return self.content

    def clean(self) -> None:
        """Refuse goals below a stage goal: there are two levels, the overall goal and what serves it."""
        if self.parent is not None and (self.parent.parent_id is not None or self.parent_id == self.pk):
            raise ValidationError({"parent": _("A stage goal serves an overall goal.")})

    def is_overdue(self, today: date) -> bool:
        """Tell whether the day has passed and it is not reached."""
        return self.reached_on is None and self.due_on is not None and self.due_on < today
