"""Where a project stands on its way to the contract."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Stage(models.Model):
    """One stage. Days are working days and starting values, which a company replaces by its own."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    english_name = models.CharField(_("English name"), max_length=100, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("position"))
    usual_days = models.PositiveSmallIntegerField(_("usual days in this stage"), null=True, blank=True)
    silence_days = models.PositiveSmallIntegerField(_("longest silence in days"), null=True, blank=True)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.english_name if self.english_name and (get_language() or "").startswith("en") else self.name
