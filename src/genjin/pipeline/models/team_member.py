"""Who of us works on a project."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project import Project


class Duty(models.TextChoices):
    """The part a colleague has in the team."""

    LEAD = "lead", _("Project lead")
    TECHNICAL = "technical", _("Technical")
    COMMERCIAL = "commercial", _("Commercial")
    DELIVERY = "delivery", _("Delivery")
    SPONSOR = "sponsor", _("Sponsor")


class TeamMember(models.Model):
    """A colleague on a project: sees it and may change it. Who leaves the team leaves no row behind."""

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    duty = models.CharField(_("role in the team"), max_length=20, choices=Duty, default=Duty.LEAD)
    duties = models.CharField(_("duties"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_duty_display()})"
