"""The people of the demo data."""

from dataclasses import dataclass

from genjin.people.models import Department, Role, User
from genjin.people.operations.people import add_person
from genjin.people.queries.people import active_people

DEMO_PASSWORD = "genjin-demo"  # noqa: S105  printed at every start: it protects nothing


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as: user name, name, role in the user's language, and the password."""

    username: str
    name: str
    role: str
    password: str = DEMO_PASSWORD


PEOPLE = {
    "zhangwei": ("张伟", Role.SALES),
    "lina": ("李娜", Role.SUPPORT),
    "chenjing": ("陈静", Role.MANAGER),
    "wanglei": ("王磊", Role.SALES),
    "guest": ("访客", Role.GUEST),
    "admin": ("系统管理员", Role.ADMINISTRATOR),
}
MANAGER = "chenjing"


def add_demo_people() -> dict[str, User]:
    """Add the demo people and their department; returns them by user name."""
    department = Department.objects.create(name="大客户部")
    people = {
        username: add_person(
            username=username,
            name=name,
            role=role,
            password=DEMO_PASSWORD,
            department=None if role in {Role.ADMINISTRATOR, Role.GUEST} else department,
        )
        for username, (name, role) in PEOPLE.items()
    }
    department.managers.add(people[MANAGER])
    return people


def demo_people_that_can_sign_in() -> list[DemoPerson]:
    """Return the demo people if they still have the demo password.

    Checking a password is slow on purpose, therefore one speaks for all.
    """
    present = {person.username: person for person in active_people().filter(username__in=PEOPLE)}
    found = [present[username] for username in PEOPLE if username in present]
    if not found or not found[0].check_password(DEMO_PASSWORD):
        return []
    return [DemoPerson(person.username, person.name, str(person.get_role_display())) for person in found]
