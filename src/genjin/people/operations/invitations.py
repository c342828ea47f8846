"""Inviting people by link: making, taking back and taking up an invitation."""

import re
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.storable import storable_text
from genjin.people import policies
from genjin.people.models import Department, Invitation, Role, User
from genjin.people.operations.audit import write_audit
from genjin.people.operations.people import add_person, refuse_known_name
from genjin.people.queries.invitations import hash_of
from genjin.people.queries.people import people_with_email

VALID_FOR = timedelta(days=7)
LONGEST_NAME = 80
NO_LONGER = _("This invitation was used, taken back, or is older than seven days. Ask for a new one.")


@transaction.atomic
def invite(
    name: str, *, role: Role, by: User, department: Department | None = None, email: str = ""
) -> tuple[Invitation, str]:
    """Make an invitation; returns it with the token of its link, which is kept nowhere. Writes `person.invited`.

    Refuses an empty name, a name or an address that somebody has already, and more power than `by` may give.
    """
    name = storable_text(name).strip()
    if not policies.can_invite(by, role, department):
        raise NotAllowed(_("You may invite people into your own departments, with roles below manager."))
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(_("Give a name of 1 to 80 characters."), field="name")
    refuse_known_name(name)
    if people_with_email(email).exists():
        raise RuleBroken(_("Somebody here has this e-mail address already."), field="email")
    token, now = secrets.token_urlsafe(32), clock.now()
    invitation = Invitation.objects.create(
        name=name,
        email=email,
        role=role,
        department=department,
        token_hash=hash_of(token),
        by=by,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    write_audit("person.invited", by=by, target=invitation, role=str(role), department=str(department or ""))
    return invitation, token


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back; its link stops at once. Writes `invitation.revoked`."""
    if not (policies.can_administer(by) or (invitation.by_id == by.pk and policies.can_look_after_people(by))):
        raise NotAllowed(_("Only whoever made an invitation, or an administrator, can take it back."))
    still_open = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not still_open.update(revoked_at=clock.now()):
        raise WrongState(_("This invitation was used or taken back meanwhile."))
    write_audit("invitation.revoked", by=by, target=invitation)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, username: str, password: str | None) -> User:
    """Let the invited person in, once. Refuses what no longer works, a taken user name, a weak password.

    Without a password the person signs in elsewhere only. What the inviter may no longer give, the link no longer
    gives. Writes `invitation.accepted`.
    """
    now = clock.now()
    claimed = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None, expires_at__gt=now)
    role = Role(invitation.role)
    if not policies.can_invite(invitation.by, role, invitation.department) or not claimed.update(used_at=now):
        raise WrongState(NO_LONGER)
    check_username(username)
    if password is not None:
        check_password(password, User(username=username, name=invitation.name, email=invitation.email))
    person = add_person(
        username=username,
        name=invitation.name,
        role=role,
        password=password,
        department=invitation.department,
        email=invitation.email,
    )
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    write_audit("invitation.accepted", by=person, target=invitation, role=str(role), invited_by=str(invitation.by))
    return person


def check_username(username: str) -> None:
    """Refuse a user name that cannot be one, or is taken in another case."""
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages), field="username") from error
    if User.objects.filter(username__iexact=username).exists():
        raise RuleBroken(_("This user name is taken; choose another."), field="username")


def check_password(password: str, person: User) -> None:
    """Refuse a password that is too easy."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages), field="password") from error


def free_username(wanted: str) -> str:
    """Return a user name made of some words that nobody has: an e-mail address gives the part before the @."""
    base = re.sub(r"[^\w.+-]", "", wanted.split("@", maxsplit=1)[0])[:100] or "user"
    number = 1
    found = base
    while User.objects.filter(username__iexact=found).exists():
        number += 1
        found = f"{base}{number}"
    return found
