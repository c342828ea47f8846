"""What is to be done: a line of a packed cell of the plan table, or of the plan itself."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import Channel, FollowUp
from genjin.planning.models.goal import Goal


class Place(models.TextChoices):
    """The column in which an action stands; an action of the plan itself belongs to no follow-up."""

    MAIN = "main", _("Main actions")
    NEXT_STEP = "next_step", _("Next steps")
    PLAN = "plan", _("Action plan")


class ResourceState(models.TextChoices):
    """Whether what an action needs is there."""

    NEEDED = "needed", _("Needed")
    REQUESTED = "requested", _("Asked for")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class Action(models.Model):
    """What, by whom, by when. `owner_words` is the doer as written; `doers` are those of us whom the words name.

    It is open until it is done or cancelled. `closing_words` is the actual result, or why it was cancelled.
    """

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), null=True, blank=True, on_delete=models.CASCADE, related_name="actions"
    )
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="actions")
    place = models.CharField(_("column"), max_length=10, choices=Place)
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.TextField(_("content"))
    owner_words = models.TextField(_("doer"), blank=True, default="")
    doers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("doers"), blank=True, related_name="actions"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True, default="")
    resources = models.TextField(_("resources needed"), blank=True, default="")
    resource_state = models.CharField(
        _("state of the resources"), max_length=10, choices=ResourceState, blank=True, default=""
    )
    expected_result = models.TextField(_("expected result"), blank=True, default="")
    goal = models.ForeignKey(
        Goal, verbose_name=_("goal served"), null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    done_on = models.DateField(_("done"), null=True, blank=True)
    cancelled_on = models.DateField(_("cancelled"), null=True, blank=True)
    closing_words = models.TextField(_("actual result"), blank=True, default="")
    postponed_from = models.DateField(_("was due"), null=True, blank=True)
    postponed_because = models.TextField(_("postponed because"), blank=True, default="")

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(
                fields=["project"],
                condition=Q(done_on=None, cancelled_on=None, place="next_step"),
                name="open_next_step",
            ),
            # what waits for whom, over all projects: most actions of a table are done
            models.Index(
                fields=["project", "due_on"], condition=Q(done_on=None, cancelled_on=None), name="waiting_action"
            ),
        ]

    def __str__(self) -> str:
        return self.content

    def is_overdue(self, today: date) -> bool:
        """Tell whether the day has passed and it is not done."""
        return self.is_open and self.due_on is not None and self.due_on < today

    @property
    def is_open(self) -> bool:
        """Tell whether it still has to be done."""
        return self.done_on is None and self.cancelled_on is None
