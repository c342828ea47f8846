"""One opportunity at one customer."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.versioning import Recoverable, Versioned
from genjin.customers.models import Customer
from genjin.pipeline.models.stage import Stage

# What has no date yet is listed first, where it is seen: never dropped, never last.
UNDATED = date.max


class ForecastClass(models.TextChoices):
    """How surely the seller counts on this project."""

    COMMITTED = "committed", _("Committed")
    BEST = "best", _("Best case")
    PIPELINE = "pipeline", _("Pipeline")
    EXCLUDED = "excluded", _("Left out")


class Project(Versioned, Recoverable):
    """One opportunity. The name may be empty (contacts about no project yet), the customer unknown."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    name = models.CharField(_("name"), max_length=300, blank=True, default="")
    stage = models.ForeignKey(
        Stage, verbose_name=_("stage"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects",
    )
    background = models.TextField(_("background"), blank=True, default="")
    cycle = models.CharField(_("expected cycle"), max_length=200, blank=True, default="")
    value_to_customer = models.TextField(_("value to the customer"), blank=True, default="")
    value_to_us = models.TextField(_("value to us"), blank=True, default="")
    forecast_class = models.CharField(
        _("forecast class"), max_length=10, choices=ForecastClass, default=ForecastClass.PIPELINE
    )
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    close_on = models.DateField(_("expected close"), null=True, blank=True)
    # These follow from the follow-ups and are kept by their operations: the plan table orders and numbers by them.
    last_follow_up_on = models.DateField(_("last follow-up"), null=True, editable=False)
    listed_on = models.DateField(_("listed on"), default=UNDATED, editable=False)
    has_next_step = models.BooleanField(_("has an open next step"), default=False, editable=False)
    follow_ups_logged = models.PositiveIntegerField(_("follow-ups logged"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            models.Index(fields=["customer", "name"], name="project_by_customer"),
            models.Index(fields=["listed_on", "id"], name="project_by_listed_on"),
            models.Index(fields=["owner", "listed_on", "id"], name="project_by_owner"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.customer.name if self.customer else "", self.name) if part)
