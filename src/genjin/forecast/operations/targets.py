"""Setting what is to come in."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.forecast import policies
from genjin.forecast.models import Target
from genjin.forecast.periods import read_period
from genjin.people.models import Department, User

MOST = Decimal("99999999999999.99")


def checked_amount(amount: Decimal | None, field: str) -> Decimal | None:
    """Return the amount, to the cent; refuses one below zero or beyond what the database keeps."""
    if amount is None:
        return None
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise RuleBroken(_("Write an amount of 0 or more, such as 200万 or 2000000."), field=field)
    return amount.quantize(Decimal("0.01"))


def checked_period(key: str) -> str:
    """Return the key of a period; refuses what is none."""
    found = read_period(key)
    if found is None:
        raise RuleBroken(_("Choose a month, a quarter or a year."), field="period")
    return found.key


@transaction.atomic
def set_target(
    period: str, amount: Decimal | None, *, by: User, person: User | None = None, department: Department | None = None
) -> Target | None:
    """Set the target of a person, a department or (with neither) all of us; None takes it away.

    Records `target.set`.
    """
    if not policies.can_set_target(by, person=person, department=department):
        raise NotAllowed(_("Only the managers above set a target."))
    if person is not None and department is not None:
        raise RuleBroken(_("A target is a person's or a department's."), field="department")
    key, checked = checked_period(period), checked_amount(amount, "amount")
    kept = Target.objects.select_for_update().filter(person=person, department=department, period=key).first()
    before = None if kept is None else kept.amount
    if before == checked:
        return kept
    if checked is None and kept is not None:
        record("target.set", kept, by=by, period=key, changes={"amount": [str(before), None]})
        kept.delete()
        return None
    target = kept or Target(person=person, department=department, period=key)
    target.amount = checked or Decimal(0)
    target.save()
    record(
        "target.set", target, by=by, period=key,
        changes={"amount": [None if before is None else str(before), str(checked)]},
    )  # fmt: skip
    return target
