"""Where a person is signed in."""

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from genjin.people.models import User


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Return where this person has signed in, the one seen last first."""
    return UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
