"""What a person may do by role alone."""

from genjin.people.models import Role, User


def can_write(user: User) -> bool:
    """Tell whether this person may change anything at all: a guest reads only."""
    return user.is_active and not user.is_guest


def can_administer(user: User) -> bool:
    """Tell whether this person may change settings, people and stages."""
    return user.is_active and user.is_administrator


def can_look_after_people(user: User) -> bool:
    """Tell whether this person may see a team's figures: managers, of the departments below, and administrators."""
    if not user.is_active:
        return False
    return user.is_administrator or user.role == Role.MANAGER or user.managed_departments.exists()
