"""What a seller says will come in, and what the manager puts beside it."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.core.storable import storable_text
from genjin.forecast import policies
from genjin.forecast.models import SellersNumber
from genjin.forecast.operations.targets import checked_amount, checked_period
from genjin.people.models import User


@transaction.atomic
def say_number(period: str, amount: Decimal | None, *, by: User, version: int | None = None) -> SellersNumber:
    """Say one's own number for a period; None takes it back. Records `sellers_number.said`.

    `version` is that of the row as it was seen (0 for none); a later one is refused.
    """
    if not policies.can_say_number(by, by):
        raise NotAllowed(_("A guest has no number."))
    kept = _locked(by, checked_period(period), version)
    before, kept.amount, kept.said_at = kept.amount, checked_amount(amount, "amount"), clock.now()
    return _stored(kept, "sellers_number.said", by, amount=[_text(before), _text(kept.amount)])


@transaction.atomic
def adjust_number(
    person: User, period: str, amount: Decimal | None, *, reason: str, by: User, version: int | None = None
) -> SellersNumber:
    """Put the manager's number beside the seller's, with the reason; None takes it back.

    The seller's own number stays as it is. Records `sellers_number.adjusted`.
    """
    if not policies.can_adjust_number(by, person):
        raise NotAllowed(_("Only the managers above put a number beside the seller's."))
    words, checked = storable_text(reason).strip(), checked_amount(amount, "amount")
    if checked is not None and not words:
        raise RuleBroken(_("Say why the number is another one."), field="reason")
    kept = _locked(person, checked_period(period), version)
    before, kept.adjusted, kept.reason = kept.adjusted, checked, words if checked is not None else ""
    kept.adjusted_by, kept.adjusted_at = by, clock.now()
    return _stored(kept, "sellers_number.adjusted", by, adjusted=[_text(before), _text(checked)], reason=words)


def _locked(person: User, period: str, version: int | None) -> SellersNumber:
    kept = SellersNumber.objects.select_for_update().filter(person=person, period=period).first()
    if version is not None and version != (kept.version if kept else 0):
        theirs = {"amount": _text(kept.amount) or "", "adjusted": _text(kept.adjusted) or ""} if kept else {}
        raise StaleEdit(_("Somebody else changed this number meanwhile."), theirs=theirs)
    return kept or SellersNumber(person=person, period=period, version=0)


def _stored(number: SellersNumber, kind: str, by: User, **detail: object) -> SellersNumber:
    number.version += 1
    number.save()
    record(kind, number, by=by, person=number.person_id, period=number.period, changes=detail)
    return number


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
