"""Who has a second factor, and whether everybody needs one."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from genjin.people.models import SignInRules, User


def needs_second_factor() -> bool:
    """Tell whether this installation asks a second factor of everybody."""
    return SignInRules.objects.filter(needs_second_factor=True).exists()


def has_second_factor(user: User) -> bool:
    """Tell whether this person signs in with codes from a device."""
    return _totp().filter(user=user).exists()


def with_second_factor(people: Iterable[User]) -> set[int]:
    """Return the ids of those who have one."""
    return set(_totp().filter(user__in=[person.pk for person in people]).values_list("user_id", flat=True))


def people_without_second_factor() -> QuerySet[User]:
    """Return who has none."""
    return User.objects.filter(~Exists(_totp().filter(user=OuterRef("pk"))))


def _totp() -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(type=Authenticator.Type.TOTP)
