"""A short reckoning that goes to the customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.pipeline.models import ProjectEntry


class SheetKind(models.TextChoices):
    """Money for the cost-sensitive, weighted criteria for the technology-driven (DOMAIN §6)."""

    RETURN = "return", _("Return and total cost")
    CRITERIA = "criteria", _("Weighted criteria")


class ValueSheet(ProjectEntry):
    """One sheet; `lines` are its rows as `planning/value_sheets.py` reads them."""

    kind = models.CharField(_("kind"), max_length=10, choices=SheetKind)
    title = models.CharField(pgettext_lazy("of a sheet", "title"), max_length=200)
    lines = models.JSONField(_("lines"), default=list, blank=True)

    class Meta(ProjectEntry.Meta):
        verbose_name = _("value sheet")
        verbose_name_plural = _("value sheets")

    def __str__(self) -> str:
        return self.title
