"""Setting targets."""

from decimal import Decimal

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.forecast.models import Target
from genjin.forecast.operations.targets import set_target
from genjin.people.models import Department
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_manager_sets_a_sellers_target_and_changes_it(cast: Cast) -> None:
    set_target("2026-Q4", Decimal(5_000_000), by=cast.max, person=cast.ling)
    set_target("2026-Q4", Decimal("6000000.5"), by=cast.max, person=cast.ling)
    target = Target.objects.get()
    assert (target.person, target.period, target.amount) == (cast.ling, "2026-Q4", Decimal("6000000.50"))
    first, second = ActivityEvent.objects.filter(kind="target.set").order_by("pk")
    assert first.detail["changes"] == {"amount": [None, "5000000.00"]}
    assert second.detail["changes"] == {"amount": ["5000000.00", "6000000.50"]}


def test_same_amount_again_is_no_event(cast: Cast) -> None:
    for _ in range(2):
        set_target("2026", Decimal(1), by=cast.root)
    assert ActivityEvent.objects.filter(kind="target.set").count() == 1


def test_none_takes_the_target_away(cast: Cast) -> None:
    set_target("2026-11", Decimal(1), by=cast.root)
    assert set_target("2026-11", None, by=cast.root) is None
    assert not Target.objects.exists()
    assert set_target("2026-11", None, by=cast.root) is None


def test_department_has_a_target(cast: Cast) -> None:
    east = Department.objects.get(name="华东组")
    assert set_target("2026", Decimal(9), by=cast.max, department=east)
    with pytest.raises(RuleBroken):
        set_target("2026", Decimal(9), by=cast.root, department=east, person=cast.ling)


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "1e20"])
def test_refuses_a_wrong_amount(cast: Cast, amount: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        set_target("2026", Decimal(amount), by=cast.root)
    assert refusal.value.field == "amount"


@pytest.mark.parametrize("period", ["", "2026-13", "soon"])
def test_refuses_a_wrong_period(cast: Cast, period: str) -> None:
    with pytest.raises(RuleBroken):
        set_target(period, Decimal(1), by=cast.root)


@pytest.mark.parametrize(
    ("who", "whose"),
    [("ling", "ling"), ("max", "max"), ("max", "wei"), ("bo", "ling"), ("ada", "ada"), ("max", None), ("wei", None)],
)
def test_who_is_not_above_sets_nothing(cast: Cast, who: str, whose: str | None) -> None:
    person = getattr(cast, whose) if whose else None
    with pytest.raises(NotAllowed):
        set_target("2026", Decimal(1), by=getattr(cast, who), person=person)
    assert not Target.objects.exists()


def test_manager_sets_no_target_of_a_strange_department(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_target("2026", Decimal(1), by=cast.max, department=Department.objects.create(name="研发"))
