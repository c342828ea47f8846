"""Who may do what to the forecast."""

from genjin.people.models import Department, User
from genjin.people.policies import can_administer, can_write
from genjin.people.queries.departments import department_ids_below, managed_ids


def can_reckon(user: User | None) -> bool:
    """Tell whether this person may have the forecast reckoned anew: an administrator; nobody is the command line."""
    return user is None or can_administer(user)


def can_bring_history(user: User) -> bool:
    """Tell whether this person may bring in a history from elsewhere."""
    return can_administer(user)


def can_set_target(user: User, *, person: User | None, department: Department | None) -> bool:
    """Tell whether this person may set a target: the managers above, an administrator; that of all only the latter."""
    if can_administer(user):
        return True
    if not can_write(user):
        return False
    if person is not None:
        return person.pk != user.pk and person.pk in managed_ids(user)
    return department is not None and department.pk in department_ids_below(user)


def can_say_number(user: User, person: User) -> bool:
    """Tell whether this person may say that seller's own number: only the seller."""
    return can_write(user) and user.pk == person.pk


def can_adjust_number(user: User, person: User) -> bool:
    """Tell whether this person may put a number beside the seller's: the managers above, an administrator."""
    return can_write(user) and user.pk != person.pk and (user.is_administrator or person.pk in managed_ids(user))
