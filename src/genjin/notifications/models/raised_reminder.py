"""That something was raised that no event tells of, so that nobody raises it again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RaisedReminder(models.Model):
    """A claim: whoever stores the row tells the people. It is taken away where the thing may be raised again."""

    kind = models.CharField(_("kind"), max_length=20)
    target_id = models.BigIntegerField(_("thing"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reminder raised")
        verbose_name_plural = _("reminders raised")
        constraints = [models.UniqueConstraint(fields=["kind", "target_id"], name="raised_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"
