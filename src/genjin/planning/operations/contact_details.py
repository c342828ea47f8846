"""What a row of the plan table says beyond its cells: how we were in touch, with whom, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.activity.tracking import changes_between, values_of, was
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.pipeline.operations.entries import check_fields, locked, refuse_stale
from genjin.planning import policies
from genjin.planning.models import FollowUp
from genjin.planning.operations.find_signals import find_signals

DETAILS = ("channel", "result", "execution", "consensus", "disagreement")


@transaction.atomic
def edit_contact_details(
    follow_up: FollowUp,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, object],
    by: User,
    contacts: Sequence[Contact] | None = None,
    colleagues: Sequence[User] | None = None,
) -> FollowUp:
    """Change channel, result, execution, consensus, disagreement and who was present (None: as it is).

    Contacts are people of the project's customer. Refused where a field was changed since `seen`. Records
    `follow_up.described`.
    """
    if not policies.can_log(by, follow_up.project):
        raise NotAllowed(_("You cannot change this row."))
    row = locked(follow_up)
    if row.is_deleted:
        raise WrongState(_("This row was deleted meanwhile; restore it first."))
    if contacts is not None and any(contact.customer_id != row.project.customer_id for contact in contacts):
        raise RuleBroken(_("Choose contacts of the project's own customer."), field="contacts")
    before = details_of(row)
    for name in DETAILS:
        if name in changes:
            setattr(row, name, changes[name])
    check_fields(row)
    if contacts is not None:
        row.contacts.set(contacts)
    if colleagues is not None:
        row.colleagues.set(colleagues)
    changed = changes_between(before, details_of(row))
    refuse_stale(before, seen, changed)
    if changed:
        own = {name: getattr(row, name) for name in DETAILS}
        FollowUp.objects.filter(pk=row.pk).update(**own, version=F("version") + 1)
        find_signals([row])
        told = was(row, {name: old for name, (old, _new) in changed.items()})
        record("follow_up.described", row, by=by, project_id=row.project_id, changes=changed, was=[told])
    return row


def details_of(row: FollowUp) -> dict[str, object]:
    """Return the details of a row as they stand in an event."""
    values = values_of(row)
    return {
        **{name: values[name] for name in DETAILS},
        "contact_ids": list(row.contacts.order_by("pk").values_list("pk", flat=True)),
        "colleague_ids": list(row.colleagues.order_by("pk").values_list("pk", flat=True)),
    }
