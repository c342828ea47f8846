"""Changing a customer's profile. It stands here and not below, because rows are searched by the customer's name."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.activity.tracking import changes_between, values_of
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.operations.entries import check_fields, locked, refuse_stale
from genjin.planning.models import FollowUp
from genjin.planning.operations.indexing import index_again

PROFILE = {
    "name", "short_names", "industry", "size", "ownership", "region", "culture", "customer_type", "second_type", "tier",
    "note", "owner_id",
}  # fmt: skip


@transaction.atomic
def edit_customer(customer: Customer, changes: Mapping[str, Any], *, seen: Mapping[str, object], by: User) -> Customer:
    """Change some fields of the profile; `seen` holds tracked values as they stood when the editing began.

    Different fields, changed by two people, both hold; the same field is refused with what stands there now. Only the
    owner and the managers above hand a customer over, for with it goes what is seen.
    Records `customer.edited` where anything differs.
    """
    if not policies.can_edit_customer(by, customer):
        raise NotAllowed(_("You cannot change this customer."))
    if unknown := set(changes) - PROFILE:
        raise RuleBroken(_("This cannot be changed here."), field=min(unknown))
    now = locked(customer)
    if now.is_deleted:
        raise WrongState(_("This customer is no longer there."))
    before = values_of(now)
    for name, value in changes.items():
        setattr(now, name, value)
    now.name = now.name.strip()
    check_fields(now)
    changed = changes_between(before, values_of(now))
    refuse_stale(before, seen, changed)
    if "owner_id" in changed and not policies.can_hand_over_customer(by, customer):
        raise NotAllowed(_("Only its owner and the managers above hand a customer over."))
    if changed:
        now.version += 1
        now.save(update_fields=[*changed, "version"])
        if "name" in changed:
            index_again(FollowUp.objects.filter(project__customer=now))
        record("customer.edited", now, by=by, customer_id=now.pk, changes=changed, name=now.name)
    return now
