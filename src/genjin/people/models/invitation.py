"""An open door for one person: whoever has the link becomes a colleague with this name, role and department."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.people.models.department import Department
from genjin.people.models.user import Role


class Invitation(models.Model):
    """A link that works once, until `expires_at`. Only the hash of its token is kept, so nobody can read it here."""

    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True, default="")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SALES)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.CASCADE, related_name="invitations"
    )
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitation",
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        """Tell whether the link still works."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > now
