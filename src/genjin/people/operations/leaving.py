"""When people leave, and come back; a new password for who forgot it."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people import policies
from genjin.people.models import Invitation, Role, User
from genjin.people.operations.audit import write_audit
from genjin.people.operations.sessions import end_sessions
from genjin.people.queries.people import other_administrators


@transaction.atomic
def deactivate_person(person: User, *, by: User) -> User:
    """Let a person sign in no more; sessions end at once, invitations made by this person are taken back.

    Refuses oneself and the last administrator. Writes `person.deactivated`.
    """
    _refuse_unless_allowed(by)
    now = User.objects.select_for_update().get(pk=person.pk)
    if now.pk == by.pk:
        raise RuleBroken(_("You cannot deactivate yourself; ask another administrator."))
    if not now.is_active:
        raise WrongState(_("%(name)s is deactivated already.") % {"name": now})
    if now.role == Role.ADMINISTRATOR and not other_administrators(now).select_for_update().exists():
        raise RuleBroken(_("This is the last administrator."))
    now.is_active = False
    now.save(update_fields=["is_active"])
    end_sessions(now, by=by)
    Invitation.objects.filter(by=now, used_at=None, revoked_at=None).update(revoked_at=clock.now())
    write_audit("person.deactivated", by=by, target=now)
    return now


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> User:
    """Let a person sign in again. Writes `person.reactivated`."""
    _refuse_unless_allowed(by)
    now = User.objects.select_for_update().get(pk=person.pk)
    if now.is_active:
        raise WrongState(_("%(name)s is active already.") % {"name": now})
    now.is_active = True
    now.save(update_fields=["is_active"])
    write_audit("person.reactivated", by=by, target=now)
    return now


@transaction.atomic
def make_password_link(person: User, *, by: User) -> tuple[str, str]:
    """Return the two parts of a link under which this person sets a new password.

    It works once, for a day, and no more after the next sign-in; Django's own way. Writes `password_link.made`.
    """
    _refuse_unless_allowed(by)
    now = User.objects.get(pk=person.pk)
    if not now.is_active:
        raise WrongState(_("%(name)s is deactivated; reactivate first.") % {"name": now})
    write_audit("password_link.made", by=by, target=now)
    return user_pk_to_url_str(now), default_token_generator.make_token(now)


def _refuse_unless_allowed(by: User) -> None:
    if not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator can change people."))
