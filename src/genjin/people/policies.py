"""What a person may do by role alone."""

from genjin.people.models import User


def can_write(user: User) -> bool:
    """Tell whether this person may change anything at all: a guest reads only."""
    return user.is_active and not user.is_guest


def can_administer(user: User) -> bool:
    """Tell whether this person may change settings, people and stages."""
    return user.is_active and user.is_administrator
