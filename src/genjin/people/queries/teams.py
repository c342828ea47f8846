"""Whom a manager looks after."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.people.models import Department, Role, User
from genjin.people.queries.departments import departments_below, departments_looked_after


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
    below = list(departments_looked_after(user))
    chosen = next((entry for entry in below if entry.pk == department), None)
    people = User.objects.filter(is_active=True).exclude(role=Role.GUEST)
    is_everybody = chosen is None and user.is_administrator
    if not is_everybody:
        ids = departments_below([chosen.pk]) if chosen else {entry.pk for entry in below}
        people = people.filter(department__in=ids)
    found = list(people.select_related("department").order_by("name", "pk"))
    return Team(found, below, chosen, is_everybody)
