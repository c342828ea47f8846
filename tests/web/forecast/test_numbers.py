"""Numbers and targets typed at the side of the forecast."""

from decimal import Decimal

import pytest

from genjin.forecast.models import SellersNumber, Target
from genjin.forecast.operations.numbers import say_number
from tests.cast import Cast
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


def test_seller_says_the_own_number_as_people_write_it(cast: Cast) -> None:
    address = f"/forecast/numbers/{cast.ling.pk}?period=2026-Q1"
    client = signed_in(cast.ling)
    assert 'name="amount"' in client.get(address).content.decode()
    reply = client.post(address, {"amount": "350万", "version": "0"})
    assert "saved" in reply.headers["HX-Trigger-After-Settle"]
    assert SellersNumber.objects.get().amount == 3_500_000


def test_manager_adjusts_with_a_reason(cast: Cast) -> None:
    say_number("2026", Decimal(9), by=cast.ling)
    address, client = f"/forecast/numbers/{cast.ling.pk}?period=2026", signed_in(cast.max)
    assert client.post(address, {"amount": "8", "reason": "", "version": "1"}).status_code == 422
    assert client.post(address, {"amount": "many", "reason": "x", "version": "1"}).status_code == 422
    assert client.post(address, {"amount": "8", "reason": "谨慎", "version": "1"}).status_code == 200
    number = SellersNumber.objects.get()
    assert (number.amount, number.adjusted) == (9, 8)


def test_later_change_is_a_conflict(cast: Cast) -> None:
    say_number("2026", Decimal(9), by=cast.ling)
    reply = signed_in(cast.ling).post(f"/forecast/numbers/{cast.ling.pk}?period=2026", {"amount": "7", "version": "0"})
    assert reply.status_code == 409
    assert SellersNumber.objects.get().amount == 9


@pytest.mark.parametrize(
    ("who", "status"), [("ling", 200), ("max", 200), ("root", 200), ("bo", 404), ("wei", 404), ("ada", 404)]
)
def test_who_gets_to_a_sellers_number(cast: Cast, who: str, status: int) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(f"/forecast/numbers/{cast.ling.pk}").status_code == status
    posted = client.post(f"/forecast/numbers/{cast.ling.pk}", {"amount": "5", "reason": "x", "version": "0"})
    assert posted.status_code == status


def test_guest_has_no_number(cast: Cast) -> None:
    assert signed_in(cast.ada).get(f"/forecast/numbers/{cast.ada.pk}").status_code == 403


@pytest.mark.parametrize(("who", "status"), [("max", 200), ("root", 200), ("ling", 403), ("wei", 403), ("ada", 403)])
def test_who_sets_targets(cast: Cast, who: str, status: int) -> None:
    client, values = signed_in(getattr(cast, who)), {"whose": f"person-{cast.ling.pk}", "amount": "200万"}
    assert client.get("/forecast/targets?period=2026").status_code == status
    assert client.post("/forecast/targets?period=2026", values).status_code == status
    assert Target.objects.exists() == (status == 200)


def test_manager_cannot_choose_strangers(cast: Cast) -> None:
    for whose in (f"person-{cast.wei.pk}", f"person-{cast.max.pk}", "all", "x"):
        assert signed_in(cast.max).post("/forecast/targets", {"whose": whose, "amount": "1"}).status_code == 422
    assert not Target.objects.exists()
