"""Who of us somebody is who signs in with an OpenID Connect provider."""

from collections.abc import Collection

from django.db import transaction

from genjin.core.storable import storable_text
from genjin.people.models import Role, User
from genjin.people.operations.audit import write_audit
from genjin.people.operations.invitations import accept_invitation, free_username
from genjin.people.operations.people import add_person
from genjin.people.queries.invitations import invitation_for
from genjin.people.queries.people import people_with_email


@transaction.atomic
def person_from_elsewhere(email: str, name: str, *, domains: Collection[str]) -> User | None:
    """Return the person with this e-mail address, which the provider has verified; None where nobody is to be let in.

    A colleague whom we know; else who was invited with this address; else, where the address is of one of the
    `domains`, a new colleague with the role of sales. Of an address that two people have, nobody.
    """
    email = storable_text(email).strip()
    known = list(people_with_email(email)[:2])
    if known:
        return known[0] if len(known) == 1 and known[0].is_active else None
    invitation = invitation_for(email)
    if invitation is not None:
        return accept_invitation(invitation, username=free_username(email), password=None)
    if email.rpartition("@")[2].lower() not in domains:
        return None
    person = add_person(
        username=free_username(email),
        name=storable_text(name).strip()[:80] or email.split("@")[0][:80],
        role=Role.SALES,
        password=None,
        email=email,
    )
    write_audit("person.let_in", by=person, target=person, email=email)
    return person
