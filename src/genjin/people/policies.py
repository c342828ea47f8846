"""What a person may do by role and by the departments that this person manages."""

from genjin.people.models import Department, Role, User
from genjin.people.queries.departments import department_ids_below, managed_ids

BELOW_MANAGER = (Role.SALES, Role.SUPPORT, Role.GUEST)


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


def can_look_after(user: User, person: User) -> bool:
    """Tell whether this person may see another's page and hand over what that one owns: from above only."""
    if can_administer(user):
        return True
    return can_write(user) and person.pk != user.pk and not person.is_administrator and person.pk in managed_ids(user)


def can_invite(user: User, role: str, department: Department | None) -> bool:
    """Tell whether this person may invite somebody with this role: managers only below them, in rank and place."""
    if can_administer(user):
        return True
    is_below = role in BELOW_MANAGER and department is not None and department.pk in department_ids_below(user)
    return can_write(user) and is_below
