"""Whom a manager looks after."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from genjin.people.models import Department, Role, User
from genjin.people.queries.departments import department_ids_below, departments_below


@dataclass(frozen=True, slots=True)
class Team:
    """Some people and their departments; without a department it is everybody whom the asking person looks after."""

    people: Sequence[User]
    departments: Sequence[Department]
    department: Department | None
    is_everybody: bool

    @property
    def ids(self) -> list[int]:
        """Return the ids of the people."""
        return [person.pk for person in self.people]


def team_of(user: User, department: int | None = None) -> Team:
    """Return the people of one of the departments that this person manages, with all below it, or of all of them.

    For an administrator all departments, and without one everybody; guests do no work here. A department that is not
    theirs is none.
    """
    below = departments_managed(user)
    chosen = next((entry for entry in below if entry.pk == department), None)
    people = User.objects.filter(is_active=True).exclude(role=Role.GUEST)
    is_everybody = chosen is None and user.is_administrator
    if not is_everybody:
        ids = departments_below([chosen.pk]) if chosen else {entry.pk for entry in below}
        people = people.filter(department__in=ids)
    found = list(people.select_related("department").order_by("name", "pk"))
    return Team(found, below, chosen, is_everybody)


def departments_managed(user: User) -> list[Department]:
    """Return the departments that this person manages and those below, by name; for an administrator all."""
    departments: QuerySet[Department] = Department.objects.order_by("name", "pk")
    return list(departments if user.is_administrator else departments.filter(pk__in=department_ids_below(user)))
