"""What the firm's own past has taught, as it was learnt on one day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ForecastModel(models.Model):
    """A fitted model.

    `reckoned_at` is when the odds of open projects were reckoned by it last; `content` is the engine's, `outlook` what
    pages need beside the odds of each project (`queries/outlook.py`), `record` the back-test on the own log, made on
    `record_on`; `{}` where too few have ended.
    """

    fitted_on = models.DateField(_("fitted on"))
    fitted_at = models.DateTimeField(_("fitted at"))
    reckoned_at = models.DateTimeField(_("odds reckoned at"), null=True)
    closed = models.PositiveIntegerField(_("ended projects learnt from"))
    kind = models.CharField(_("kind"), max_length=10)
    currency = models.CharField(_("currency"), max_length=3)
    content = models.JSONField(_("what was learnt"))
    outlook = models.JSONField(_("outlook"), default=dict)
    record = models.JSONField(_("back-test"), default=dict)
    record_on = models.DateField(_("back-test made on"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("forecast model")
        verbose_name_plural = _("forecast models")
        indexes = [models.Index(fields=["-fitted_at"], name="forecast_model_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fitted_on} n={self.closed}"

    @property
    def is_default(self) -> bool:
        """Tell whether too few projects have ended to speak of the firm's own odds."""
        return self.kind == "default"
