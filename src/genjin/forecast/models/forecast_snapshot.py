"""How the forecast stood at one moment: a row that is never changed."""

from typing import Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN_COLUMNS: Final = ("project", "win", "cents", "close_on", "forecast_class")
WON_COLUMNS: Final = ("project", "cents", "decided_on")


class ForecastSnapshot(models.Model):
    """A frozen copy: all open projects (`OPEN_COLUMNS` each), what has been won this year (`WON_COLUMNS`), and bands.

    `bands` holds, by period and then by the owner's id ("" for all of us), P10, P50 and P90 of the whole period in
    the currency's units, what had been won by then included. Amounts in another currency than ours are null. `health`
    is the score of each open plan by its project: nothing else keeps how healthy a plan was on an earlier day.
    """

    day = models.DateField(_("day"))
    made_at = models.DateTimeField(_("made at"))
    closed = models.PositiveIntegerField(_("ended projects learnt from"))
    currency = models.CharField(_("currency"), max_length=3)
    open_projects = models.JSONField(_("open projects"), encoder=DjangoJSONEncoder)
    won_projects = models.JSONField(_("won projects"), encoder=DjangoJSONEncoder)
    bands = models.JSONField(_("ranges"))
    health = models.JSONField(_("health of the plans"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("forecast snapshot")
        verbose_name_plural = _("forecast snapshots")
        indexes = [models.Index(fields=["-day", "-id"], name="forecast_snapshot_by_day")]

    def __str__(self) -> str:
        return f"{self.day}"
