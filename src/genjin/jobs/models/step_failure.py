"""A step that failed: what an administrator should know of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepFailure(models.Model):
    """How often one step has failed without a success between; the row goes when it works again."""

    step = models.CharField(_("step"), max_length=60, unique=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("since"))
    last_at = models.DateTimeField(_("last"))
    traceback = models.TextField(_("traceback"))

    class Meta:
        verbose_name = _("failed step")
        verbose_name_plural = _("failed steps")

    def __str__(self) -> str:
        return f"{self.step} ({self.times})"

    @property
    def sentence(self) -> str:
        """Return the last line of the traceback, which names the fault."""
        return self.traceback.strip().rpartition("\n")[2]
