"""What a meeting decided about a project."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable
from genjin.meetings.models.meeting import Meeting
from genjin.pipeline.models import Project


class MeetingDecision(Recoverable):
    """A decision in the words in which it was typed.

    Where it became an action of the plan, `action_number` is that action's id and the action says whether it is done.
    It is a plain number, as an action may be taken out of its plan and brought back under it. Else `done_on` says so.
    """

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="decisions")
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="meeting_decisions"
    )
    content = models.TextField(_("decision"))
    action_number = models.BigIntegerField(_("action"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["project", "id"], condition=Q(deleted_at=None), name="decision_by_project")]

    def __str__(self) -> str:
        return self.content
