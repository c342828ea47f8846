"""Who stands below whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from genjin.people.models import Department, User
from genjin.people.queries.asked_once import asked_once


@asked_once
def department_ids_below(user: User) -> frozenset[int]:
    """Return the ids of the departments that this person manages, and of all below them."""
    managed = list(user.managed_departments.values_list("pk", flat=True))
    return frozenset(departments_below(managed) if managed else ())  # most people need not wait for the whole tree


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


def departments_above(ids: Iterable[int | None], parents: Mapping[int, int | None] | None = None) -> list[int]:
    """Return the ids of these departments and of all above them, each once: from each of them the nearest first.

    `parents` says what lies above each, where the asking one has read it already.
    """
    parents = dict(Department.objects.values_list("pk", "parent_id")) if parents is None else parents
    found: dict[int, None] = {}
    for place in ids:
        here = place
        while here is not None and here not in found:
            found[here] = None
            here = parents.get(here)
    return list(found)


def managers_above(people: Iterable[int | None]) -> set[int]:
    """Return the ids of the managers of the departments in which these people stand, and of all above."""
    places = User.objects.filter(pk__in=set(people) - {None}).values_list("department", flat=True).distinct()
    above = departments_above(places)
    return set(Department.managers.through.objects.filter(department__in=above).values_list("user", flat=True))


@asked_once
def managed_ids(user: User) -> frozenset[int]:
    """Return the ids of everybody in the departments managed by this person."""
    below = department_ids_below(user)
    return frozenset(User.objects.filter(department__in=below).values_list("pk", flat=True) if below else ())


def colleague_ids_below(user: User) -> frozenset[int]:
    """Return the ids of this person and of everybody in the departments managed by this person."""
    return managed_ids(user) | {user.pk}


@dataclass(frozen=True, slots=True)
class Branch:
    """A department in the tree: how deep it lies, who manages it, how many active people and departments are in it."""

    department: Department
    depth: int
    people: int
    children: int


def department_tree() -> list[Branch]:
    """Return all departments, each before those below it, in two queries whatever their number."""
    counted = Department.objects.annotate(active=Count("people", filter=Q(people__is_active=True)))
    below: dict[int | None, list[Department]] = {}
    for department in counted.prefetch_related("managers").order_by("name", "pk"):
        below.setdefault(department.parent_id, []).append(department)

    def walk(parent: int | None, depth: int) -> Iterator[Branch]:
        for department in below.get(parent, []):
            children = len(below.get(department.pk, []))
            yield Branch(department, depth, getattr(department, "active", 0), children)
            yield from walk(department.pk, depth + 1)

    return list(walk(None, 0))


def departments_looked_after(user: User) -> QuerySet[Department]:
    """Return the departments that this person manages and those below, by name; for an administrator all."""
    departments = Department.objects.order_by("name", "pk")
    return departments if user.is_administrator else departments.filter(pk__in=department_ids_below(user))
