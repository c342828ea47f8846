"""The people of the demo data."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password

from genjin.people.models import Role, User
from genjin.people.operations.departments import add_department
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


ADMINISTRATOR, MANAGER = "admin", "chenjing"
PEOPLE = {
    "zhangwei": ("张伟", Role.SALES),
    "wanglei": ("王磊", Role.SALES),
    "lina": ("李娜", Role.SUPPORT),
    MANAGER: ("陈静", Role.MANAGER),
    "guest": ("访客", Role.GUEST),
    ADMINISTRATOR: ("系统管理员", Role.ADMINISTRATOR),
}
COLLEAGUES = {"周凯", "赵敏"}  # delivery and contracts: they do things, but do not sign in


def add_demo_people() -> dict[str, User]:
    """Add the demo people and their department; returns them by user name.

    An administrator who is there already stays the only one, and takes the demo administrator's part.
    """
    known = active_people().filter(role=Role.ADMINISTRATOR).order_by("pk").first()
    administrator = known or _add(ADMINISTRATOR)
    people = {username: _add(username) for username in PEOPLE if username != ADMINISTRATOR}
    # one hash for all: hashing is slow, and equal hashes tell at sight who has kept the demo password
    fresh = [person.pk for person in (administrator, *people.values()) if person is not known]
    User.objects.filter(pk__in=fresh).update(password=make_password(DEMO_PASSWORD))
    department = add_department(name="大客户部", by=administrator, managers=[people[MANAGER]])
    inside = [person.pk for person in people.values() if not person.is_guest]
    User.objects.filter(pk__in=inside).update(department=department)
    return {**people, ADMINISTRATOR: administrator}


def _add(username: str) -> User:
    name, role = PEOPLE[username]
    return add_person(username=username, name=name, role=role, password=None)


def demo_people_that_can_sign_in() -> list[DemoPerson]:
    """Return the demo people who still have the demo password, in the order in which to try them.

    They share one hash until they change it, so that one slow check speaks for all who share the commonest.
    """
    people = {person.username: person for person in active_people().filter(username__in=PEOPLE)}
    hashes = [person.password for person in people.values()]
    shared = max(hashes, key=hashes.count, default="")
    if not check_password(DEMO_PASSWORD, shared):
        return []
    return [
        DemoPerson(username, people[username].name, str(people[username].get_role_display()))
        for username in PEOPLE
        if username in people and people[username].password == shared
    ]
