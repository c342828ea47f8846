"""Who wants to hear of what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Watch(models.Model):
    """That a person watches a thing, or (`is_on` false) does not although it would be so by default."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    # as events name their targets: a thing that is gone leaves a row that nothing asks for
    target_type = models.CharField(_("kind of thing"), max_length=40)
    target_id = models.BigIntegerField(_("thing"))
    is_on = models.BooleanField(_("watches"), default=True)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [models.UniqueConstraint(fields=["target_type", "target_id", "person"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.target_type} {self.target_id}"
