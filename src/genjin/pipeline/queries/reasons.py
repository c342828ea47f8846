"""Why somebody sees a project or a customer, and what that person may do there: the rules of the queries, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from genjin.customers.models import Customer
from genjin.people.models import Department, Role, User
from genjin.people.policies import can_write
from genjin.people.queries.departments import departments_above
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project, TeamMember


class Right(StrEnum):
    """What somebody may do: each includes those before it."""

    READ = "read"
    CHANGE = "change"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: `owner`, `team` (with the duty), `manager` (of a department above somebody) or `administrator`.

    `of` is the person above whom a manager stands; `project` the project by which somebody sees its customer.
    """

    kind: str
    duty: str = ""
    department: str = ""
    of: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who sees it, every reason for it, and what that person may do."""

    person: User
    reasons: tuple[Reason, ...]
    right: Right


def reasons_for_project(project: Project) -> list[Reader]:
    """Return everybody who can sign in and sees the project, by name, in a constant number of queries."""
    house = _House()
    found = _Found(house)
    found.add_project(project, list(TeamMember.objects.filter(project=project)), "")
    return found.readers({project.owner_id, *house.above(project.owner_id)})


def reasons_for_customer(customer: Customer) -> list[Reader]:
    """Return everybody who can sign in and sees the customer, by name, in a constant number of queries."""
    house = _House()
    found = _Found(house)
    found.add(customer.owner_id, Reason("owner"))
    teams: dict[int, list[TeamMember]] = {}
    projects = list(Project.objects.filter(customer=customer, deleted_at=None).order_by("-listed_on", "-pk"))
    for member in TeamMember.objects.filter(project__in=projects):
        teams.setdefault(member.project_id, []).append(member)
    for project in projects:
        found.add_project(project, teams.get(project.pk, []), project.name or str(project))
    if customer.owner_id is None:  # nobody's: whoever may change it may take it
        return found.readers(set(house.people))
    return found.readers({customer.owner_id, *house.above(customer.owner_id)})


class _House:
    """Everybody who can sign in, and who manages which departments; read once."""

    def __init__(self) -> None:
        self.people: dict[int, User] = {person.pk: person for person in active_people()}
        self.departments = Department.objects.in_bulk()
        self.parents = {pk: department.parent_id for pk, department in self.departments.items()}
        self.managers: dict[int, list[int]] = {}
        for department, user in Department.managers.through.objects.values_list("department", "user").order_by("pk"):
            self.managers.setdefault(department, []).append(user)
        # also of those who left: who stands above them still sees what they own
        everybody = list(User.objects.values_list("pk", "name", "department"))
        self.names: Mapping[int, str] = {pk: name for pk, name, _department in everybody}
        self.places: Mapping[int, int | None] = {pk: department for pk, _name, department in everybody}

    def chain(self, pk: int | None) -> list[Department]:
        """Return the person's department and those above it, the nearest first."""
        place = self.places.get(pk) if pk is not None else None
        return [self.departments[above] for above in departments_above([place], self.parents)]

    def above(self, pk: int | None) -> set[int]:
        """Return who manages a department in which the person stands."""
        return {manager for department in self.chain(pk) for manager in self.managers.get(department.pk, [])}


class _Found:
    """The reasons of each person, in the order in which they were found; none twice."""

    def __init__(self, house: _House) -> None:
        self.house = house
        self.reasons: dict[int, dict[Reason, None]] = {}

    def add(self, pk: int | None, reason: Reason) -> None:
        """Add a reason of somebody who owns it or is on its team, and what follows for those above."""
        if pk is None:
            return
        self.reasons.setdefault(pk, {})[reason] = None
        for department in self.house.chain(pk):
            for manager in self.house.managers.get(department.pk, []):
                if manager != pk:
                    of = self.house.names.get(pk, "")
                    own = Reason("manager", department=department.name, of=of)
                    self.reasons.setdefault(manager, {})[own] = None

    def add_project(self, project: Project, team: Iterable[TeamMember], name: str) -> None:
        """Add the owner and the team of a project."""
        self.add(project.owner_id, Reason("owner", project=name))
        for member in team:
            self.add(member.user_id, Reason("team", duty=str(member.get_duty_display()), project=name))

    def readers(self, may_hand_over: set[int | None]) -> list[Reader]:
        """Return who of all this can sign in, and the administrators."""
        found = []
        for person in self.house.people.values():
            reasons = tuple(self.reasons.get(person.pk, {}))
            if person.role == Role.ADMINISTRATOR:
                reasons = (*reasons, Reason("administrator"))
            if reasons:
                above = person.is_administrator or person.pk in may_hand_over
                right = Right.READ if not can_write(person) else Right.HAND_OVER if above else Right.CHANGE
                found.append(Reader(person, reasons, right))
        return found
