"""The seller's own number and the manager's beside it."""

from decimal import Decimal

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.forecast.models import SellersNumber
from genjin.forecast.operations.numbers import adjust_number, say_number
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_seller_says_and_manager_puts_another_beside_it(cast: Cast) -> None:
    say_number("2026-Q4", Decimal(3_000_000), by=cast.ling)
    adjust_number(cast.ling, "2026-Q4", Decimal(2_500_000), reason="滨海推迟", by=cast.max)
    number = SellersNumber.objects.get()
    assert (number.amount, number.adjusted, number.reason) == (3_000_000, 2_500_000, "滨海推迟")
    assert (number.adjusted_by, number.version) == (cast.max, 2)
    said, adjusted = ActivityEvent.objects.filter(kind__startswith="sellers_number").order_by("pk")
    assert said.detail["changes"] == {"amount": [None, "3000000.00"]}
    assert adjusted.detail["changes"] == {"adjusted": [None, "2500000.00"], "reason": "滨海推迟"}
    assert adjusted.detail["person"] == cast.ling.pk


def test_each_takes_back_the_own_number_only(cast: Cast) -> None:
    say_number("2026", Decimal(1), by=cast.ling)
    adjust_number(cast.ling, "2026", Decimal(2), reason="谨慎", by=cast.root)
    say_number("2026", None, by=cast.ling)
    assert SellersNumber.objects.get().adjusted == 2
    adjust_number(cast.ling, "2026", None, reason="", by=cast.max)
    number = SellersNumber.objects.get()
    assert (number.amount, number.adjusted, number.reason) == (None, None, "")


def test_adjustment_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refusal:
        adjust_number(cast.ling, "2026", Decimal(1), reason=" ", by=cast.max)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("who", ["ling", "bo", "wei", "ada"])
def test_only_managers_above_adjust(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        adjust_number(cast.ling, "2026", Decimal(1), reason="x", by=getattr(cast, who))


def test_manager_adjusts_neither_himself_nor_strangers(cast: Cast) -> None:
    for person in (cast.max, cast.wei):
        with pytest.raises(NotAllowed):
            adjust_number(person, "2026", Decimal(1), reason="x", by=cast.max)


def test_guest_says_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        say_number("2026", Decimal(1), by=cast.ada)


def test_wrong_input_is_refused(cast: Cast) -> None:
    for period, amount in (("x", Decimal(1)), ("2026", Decimal(-1))):
        with pytest.raises(RuleBroken):
            say_number(period, amount, by=cast.ling)
    assert not SellersNumber.objects.exists()


def test_later_change_of_somebody_else_is_shown(cast: Cast) -> None:
    say_number("2026", Decimal(1), by=cast.ling, version=0)
    adjust_number(cast.ling, "2026", Decimal(2), reason="谨慎", by=cast.max, version=1)
    with pytest.raises(StaleEdit) as refusal:
        adjust_number(cast.ling, "2026", Decimal(3), reason="更谨慎", by=cast.root, version=1)
    assert refusal.value.theirs == {"amount": "1.00", "adjusted": "2.00"}
    with pytest.raises(StaleEdit):
        say_number("2026", Decimal(5), by=cast.ling, version=0)
