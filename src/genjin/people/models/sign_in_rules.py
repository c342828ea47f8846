"""What this installation asks of everybody who signs in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInRules(models.Model):
    """One row; where there is none, nothing more than a password is asked."""

    needs_second_factor = models.BooleanField(_("everybody needs a second factor"), default=False)

    class Meta:
        verbose_name = _("rules of signing in")
        verbose_name_plural = _("rules of signing in")

    def __str__(self) -> str:
        return "2" if self.needs_second_factor else "1"
