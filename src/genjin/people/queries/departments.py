"""Who stands below whom."""

from genjin.people.models import Department, User


def department_ids_below(user: User) -> set[int]:
    """Return the ids of the departments that this person manages, and of all below them."""
    waiting = list(user.managed_departments.values_list("pk", flat=True))
    if not waiting:  # most people; they need not wait for the whole tree
        return set()
    children: dict[int | None, list[int]] = {}
    for pk, parent in Department.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += children.get(pk, [])
    return found


def managed_ids(user: User) -> set[int]:
    """Return the ids of everybody in the departments managed by this person."""
    below = department_ids_below(user)
    return set(User.objects.filter(department__in=below).values_list("pk", flat=True)) if below else set()


def colleague_ids_below(user: User) -> set[int]:
    """Return the ids of this person and of everybody in the departments managed by this person."""
    return managed_ids(user) | {user.pk}
