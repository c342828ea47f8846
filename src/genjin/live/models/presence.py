"""Where somebody is at work right now."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import Project


class Presence(models.Model):
    """One person at one place (`plan`, `project-12`), and the row and cell that is being edited there, if any.

    It says nothing about the past: it is overwritten, and is worth nothing once `seen_at` lies back (`queries`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE)
    place = models.CharField(_("place"), max_length=40)
    # the project of the place or of the row: who may not see it never hears of this
    project = models.ForeignKey(Project, verbose_name=_("project"), null=True, on_delete=models.CASCADE)
    row = models.BigIntegerField(_("row"), null=True)
    cell = models.CharField(_("cell"), max_length=20, blank=True, default="")
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="present_once_at_a_place")]
        indexes = [models.Index(fields=["place", "seen_at"], name="presence_by_place")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.place}"
