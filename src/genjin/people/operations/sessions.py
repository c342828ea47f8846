"""Signing people out: one browser, or all of them at once."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.people import policies
from genjin.people.models import User
from genjin.people.operations.audit import write_audit

LONGEST_AGENT = 200  # as the column is


@transaction.atomic
def note_session(person: User, *, key: str, address: str, agent: str) -> None:
    """Keep that a person is signed in with this browser, and was seen just now."""
    seen = {"user": person, "ip": address, "user_agent": agent[:LONGEST_AGENT], "last_seen_at": clock.now()}
    UserSession.objects.update_or_create(session_key=key, defaults=seen)


@transaction.atomic
def end_sessions(person: User, *, by: User) -> User:
    """Sign a person out of every browser; oneself, or an administrator somebody else. Writes `sessions.ended`."""
    if person.pk != by.pk and not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator signs others out."))
    User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
    person.refresh_from_db(fields=["sessions_ended"])
    UserSession.objects.filter(user=person).delete()
    write_audit("sessions.ended", by=by, target=person)
    return person


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    """Sign out one browser of one's own. Writes `session.ended`."""
    if session.user_id != by.pk:
        raise NotAllowed(_("This is somebody else's session."))
    write_audit("session.ended", by=by, target=by, device=session.user_agent, from_address=session.ip)
    session.end()
