"""Adding people."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import RuleBroken, WrongState
from genjin.people.models import Department, Role, User


@transaction.atomic
def add_person(
    *, username: str, name: str, role: Role, password: str | None, department: Department | None = None, email: str = ""
) -> User:
    """Add a person who can sign in; without a password the person cannot sign in yet. Refuses a taken user name."""
    if User.objects.filter(username=username).exists():
        raise RuleBroken(_("This user name is taken; choose another."), field="username")
    person = User(username=username, name=name, role=role, department=department, email=email)
    person.set_password(password)
    person.save()
    return person


def add_first_administrator(*, username: str, name: str, password: str) -> User:
    """Add the first administrator of a new installation; refuses once there is one."""
    if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        raise WrongState(_("There is an administrator already; ask that person to add you."))
    validate_password(password, User(username=username, name=name))
    return add_person(username=username, name=name, role=Role.ADMINISTRATOR, password=password)


def local_administrator() -> User:
    """Return the person in whose name the command line acts: the first administrator, else one who cannot sign in."""
    person = User.objects.filter(role=Role.ADMINISTRATOR).order_by("-is_active", "pk").first()
    return person or add_person(username="local", name="本机", role=Role.ADMINISTRATOR, password=None)
