"""Who stands below whom."""

from collections.abc import Iterable

from genjin.people.models import Department, User


def department_ids_below(user: User) -> set[int]:
    """Return the ids of the departments that this person manages, and of all below them."""
    managed = list(user.managed_departments.values_list("pk", flat=True))
    return departments_below(managed) if managed else set()  # most people need not wait for the whole tree


def departments_below(ids: Iterable[int]) -> set[int]:
    """Return the ids of these departments and of all below them."""
    waiting = list(ids)
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
