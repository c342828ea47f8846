"""What is to be done: one line of a packed cell of the plan table."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project
from genjin.planning.models.follow_up import FollowUp


class Place(models.TextChoices):
    """The column in which an action stands."""

    MAIN = "main", _("Main actions")
    NEXT_STEP = "next_step", _("Next steps")


class Action(models.Model):
    """What, by whom, by when. `owner_words` is the doer as written; `doers` are those of us whom the words name."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="actions"
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
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["project"], condition=Q(done_on=None, place="next_step"), name="open_next_step"),
        ]

    def __str__(self) -> str:
        return self.content

    def is_overdue(self, today: date) -> bool:
        """Tell whether the day has passed and it is not done."""
        return self.done_on is None and self.due_on is not None and self.due_on < today
