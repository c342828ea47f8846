"""The second factor: asked of everybody or not, and taken away where somebody lost it."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, WrongState
from genjin.people import policies
from genjin.people.models import SignInRules, User
from genjin.people.operations.audit import write_audit
from genjin.people.operations.sessions import end_sessions
from genjin.people.queries.second_factor import needs_second_factor, people_without_second_factor


@transaction.atomic
def reset_second_factor(person: User, *, by: User) -> None:
    """Take away a lost second factor with its recovery codes, and end the sessions. Writes `second_factor.reset`."""
    if not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator can change people."))
    if person.pk == by.pk:
        raise NotAllowed(_("You cannot reset your own second factor here; remove it under your settings."))
    gone, _rows = Authenticator.objects.filter(user=person).delete()
    if not gone:
        raise WrongState(_("%(name)s has no second factor.") % {"name": person})
    end_sessions(person, by=by)
    write_audit("second_factor.reset", by=by, target=person)


@transaction.atomic
def require_second_factor(*, needed: bool, by: User) -> None:
    """Ask a second factor of everybody, or no longer. Who has none is signed out, and sets one up at the next sign-in.

    The one who asks for it must have one. Writes `second_factor.required` or `second_factor.not_required`.
    """
    if not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator can change these settings."))
    if needs_second_factor() == needed:
        return
    without = people_without_second_factor()
    if needed and without.filter(pk=by.pk).exists():
        raise WrongState(_("Set up your own second factor first."))
    SignInRules.objects.update_or_create(pk=1, defaults={"needs_second_factor": needed})
    if needed:
        without.update(sessions_ended=F("sessions_ended") + 1)
    write_audit("second_factor.required" if needed else "second_factor.not_required", by=by)
