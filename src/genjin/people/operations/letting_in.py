"""Letting somebody in again at the machine itself, where no administrator can."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import RuleBroken
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.people.operations.audit import write_audit


@transaction.atomic
def let_in_again(username: str) -> tuple[str, str]:
    """Take away the second factor, end the sessions, and return the two parts of a link for a new password.

    Whoever works at the machine may do this: nobody is asked, and the audit keeps it as done by nobody of ours.
    Refuses a name that nobody bears, and who is deactivated.
    """
    people = User.objects.select_for_update().filter(username=storable_text(username), is_active=True)
    person = people.first()
    if person is None:
        raise RuleBroken(_("Nobody who can sign in has the user name %(name)s.") % {"name": username}, field="username")
    gone, _kinds = Authenticator.objects.filter(user=person).delete()
    if gone:
        write_audit("second_factor.reset", by=None, target=person)
    User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
    write_audit("password_link.made", by=None, target=person)
    person.refresh_from_db()
    return user_pk_to_url_str(person), default_token_generator.make_token(person)
