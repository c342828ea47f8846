"""One project on the agenda of a meeting."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.meetings.models.meeting import Meeting
from genjin.pipeline.models import Project


class AgendaItem(models.Model):
    """A project in its place. `reasons` say why it stands there (`rules.Reason`), as found when the meeting began.

    `score`, `band` and `win` are how its plan stood then: the next meeting tells from them what became of it. A quiet
    one has nothing new, and is shown together with the others like it.
    """

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="agenda")
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="agenda_items"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    reasons = models.JSONField(_("reasons"), default=list, encoder=DjangoJSONEncoder)
    is_quiet = models.BooleanField(_("nothing new"), default=False)
    score = models.PositiveSmallIntegerField(_("health"), null=True, blank=True)
    band = models.CharField(_("band"), max_length=5, blank=True, default="")
    win = models.FloatField(_("win probability"), null=True, blank=True)
    seconds = models.PositiveIntegerField(_("seconds talked about it"), default=0)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "project"], name="agenda_item_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.project_id}"
