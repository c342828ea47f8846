"""Adding people, and changing what they are in the house."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people import policies
from genjin.people.models import Department, Role, User
from genjin.people.operations.audit import write_audit
from genjin.people.operations.sessions import end_sessions
from genjin.people.queries.people import active_people, other_administrators, people_with_email

CHANGEABLE = {"name", "email", "role", "department"}


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


@transaction.atomic
def edit_person(person: User, changes: Mapping[str, Any], *, by: User) -> User:
    """Change name, e-mail, role or department. Refuses one's own role, and taking the last administrator's.

    A new role ends this person's sessions: what was opened with one power does not go on with another. Writes
    `person.role_changed` where the role differs, `person.changed` where anything else does.
    """
    if not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator can change people."))
    if unknown := set(changes) - CHANGEABLE:
        raise RuleBroken(_("This cannot be changed here."), field=min(unknown))
    now = User.objects.select_for_update().get(pk=person.pk)
    before = {name: str(getattr(now, name) or "") for name in CHANGEABLE}
    for name, value in changes.items():
        setattr(now, name, value)
    now.name = now.name.strip()
    _check_person(now, before)
    differs = {name: [old, str(getattr(now, name) or "")] for name, old in before.items()}
    differs = {name: pair for name, pair in differs.items() if pair[0] != pair[1]}
    if "role" in differs:
        _refuse_role_change(now, before["role"], by)
        write_audit("person.role_changed", by=by, target=now, role=differs.pop("role"))
        end_sessions(now, by=by)
    now.save(update_fields=sorted(CHANGEABLE))
    if differs:
        write_audit("person.changed", by=by, target=now, changes=differs)
    return now


def _check_person(person: User, before: Mapping[str, str]) -> None:
    try:
        person.clean_fields(exclude={"password", "username"})
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise RuleBroken(" ".join(sentences), field=field) from error
    if person.name != before["name"]:
        refuse_known_name(person.name)
    if person.email != before["email"] and people_with_email(person.email).exclude(pk=person.pk).exists():
        raise RuleBroken(_("Somebody here has this e-mail address already."), field="email")


def refuse_known_name(name: str) -> None:
    """Refuse the name of a colleague: of two who bear it, the plan table finds neither as a doer."""
    if active_people().filter(name=name).exists():
        raise RuleBroken(
            _("A colleague is called %(name)s already; the plan table tells people by names, so write %(name)s2.")
            % {"name": name},
            field="name",
        )


def _refuse_role_change(person: User, old: str, by: User) -> None:
    if person.pk == by.pk:
        raise RuleBroken(_("You cannot change your own role; ask another administrator."), field="role")
    if old == Role.ADMINISTRATOR and not other_administrators(person).select_for_update().exists():
        raise RuleBroken(_("This is the last administrator."), field="role")
    if person.is_guest and person.managed_departments.exists():  # with them goes the sight of all below
        raise RuleBroken(
            _("%(name)s manages departments; name other managers there first.") % {"name": person}, field="role"
        )
