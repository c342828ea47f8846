"""A weekly meeting: a record of who talked about which projects, when, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable, Versioned
from genjin.customers.models import Customer
from genjin.people.models import Department


class MeetingScope(models.TextChoices):
    """Whose projects are talked about."""

    MINE = "mine", _("My projects")
    DEPARTMENT = "department", _("A department")
    CUSTOMER = "customer", _("One customer")
    CHOSEN = "chosen", _("Chosen projects")


class Meeting(Versioned, Recoverable):
    """One meeting. It runs until `ended_at`; `changes_since` is the moment from which changes are told.

    `showing` is the agenda item on the chair's screen, since `showing_since`: from both follows how long a project was
    talked about. Every change of the meeting counts `version` up, by which the screens of the others know that they
    are old.
    """

    scope = models.CharField(_("scope"), max_length=10, choices=MeetingScope)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("held on"))
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chair"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="chaired_meetings",
    )
    present = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("present"), blank=True, related_name="meetings"
    )
    previous = models.ForeignKey(
        "self", verbose_name=_("previous meeting"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changes_since = models.DateTimeField(_("changes since"))
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    minutes_each = models.PositiveSmallIntegerField(_("planned minutes for each project"), default=4)
    notes = models.TextField(_("notes"), blank=True, default="")
    showing = models.ForeignKey(
        "meetings.AgendaItem",
        verbose_name=_("on the screen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    showing_since = models.DateTimeField(_("on the screen since"), null=True, blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["-started_at", "-id"], name="meeting_by_start")]

    def __str__(self) -> str:
        return f"{self.title} {self.held_on.isoformat()}"

    @property
    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self.ended_at is None
