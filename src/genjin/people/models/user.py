"""A person who signs in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in the house; what one may do on a project follows from its team as well."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    SALES = "sales", _("Sales")
    SUPPORT = "support", _("Support")
    GUEST = "guest", _("Guest (reads only)")


class User(AbstractUser):
    """A colleague of ours. `name` is how the plan table writes this person: doers are matched by it."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SALES)
    department = models.ForeignKey(
        "people.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    # one more, and every session of this person is over, in whatever browser
    sessions_ended = models.PositiveIntegerField(_("times signed out everywhere"), default=0, editable=False)
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["name"], name="user_by_name")]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name; Django and allauth ask for it under this name."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name; a Chinese name has no short form."""
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must hold to be this person's: it changes with the password and with `sessions_ended`.

        Django makes it of the password alone.
        """
        value = f"{self.sessions_ended}:{self.password}"
        return salted_hmac("genjin.people.session", value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_administrator(self) -> bool:
        """Tell whether this person may do everything."""
        return self.role == Role.ADMINISTRATOR

    @property
    def is_guest(self) -> bool:
        """Tell whether this person only reads."""
        return self.role == Role.GUEST
