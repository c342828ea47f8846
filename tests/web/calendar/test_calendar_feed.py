"""A feed as a calendar fetches it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from icalendar import Calendar

from genjin.calendar.models import CalendarFeed, EntryKind
from genjin.calendar.operations.feeds import add_feed, revoke_feed
from genjin.core import clock
from genjin.notifications.models import Preference
from genjin.planning.models import Action
from genjin.text.cells import ActionItem
from genjin.web.calendar.feed import RATES
from genjin.web.shared.client_address import client_address
from tests.calendar.conftest import NOON
from tests.cast import Cast
from tests.web.pages import signed_in

SOON = date(2026, 4, 3)


@pytest.fixture(autouse=True)
def _nobody_asked_yet(db: None) -> Iterator[None]:
    cache.clear()
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def secret(cast: Cast) -> str:
    cast.log(next_steps=[ActionItem("提交方案", "凌薇", SOON)])
    return add_feed("手机", kinds=EntryKind.values, by=cast.ling)[1]


def address(secret: str) -> str:
    return f"/calendar/{secret}.ics"


def test_feed_needs_no_session_and_leads_back_to_the_project(cast: Cast, secret: str) -> None:
    reply = Client(headers={"user-agent": "iOS/18.1 dataaccessd/1.0"}).get(address(secret))
    assert reply.status_code == 200
    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    assert reply["Referrer-Policy"] == "no-referrer"
    assert "private" in reply["Cache-Control"]
    assert not reply.cookies
    (event,) = Calendar.from_ical(reply.content).walk("VEVENT")
    assert event["url"] == f"http://testserver/projects/{cast.project.pk}/"
    feed = CalendarFeed.objects.get()
    assert feed.fetched_at is not None
    assert feed.fetched_with == "iOS/18.1 dataaccessd/1.0"


def test_what_is_known_already_is_not_sent_again(secret: str) -> None:
    client = Client()
    first = client.get(address(secret))
    for known in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}'):
        again = client.get(address(secret), headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    Action.objects.update(content="提交修订方案")
    changed = client.get(address(secret), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    (event,) = Calendar.from_ical(changed.content).walk("VEVENT")
    assert event["sequence"] == 1


def test_feed_speaks_the_language_in_which_it_was_made(secret: str) -> None:
    reply = Client(headers={"accept-language": "en"}).get(address(secret))
    assert "行动" in reply.content.decode()


def test_today_is_the_owners_own(cast: Cast, secret: str) -> None:
    """In Honolulu it is still the day before: what lies 32 days back there is 33 in Kiribati, and no longer told."""
    with clock.stopped_at(datetime(2026, 5, 4, 22, 0, tzinfo=UTC)):
        for zone, count in (("Pacific/Honolulu", 1), ("Pacific/Kiritimati", 0)):
            Preference.objects.update_or_create(person=cast.ling, defaults={"time_zone": zone})
            calendar = Calendar.from_ical(Client().get(address(secret)).content)
            assert len(calendar.walk("VEVENT")) == count, zone
            assert calendar["x-wr-timezone"] == zone


def test_dead_addresses_are_not_found(cast: Cast, secret: str) -> None:
    revoked = add_feed("旧手机", kinds=["actions"], by=cast.ling)
    revoke_feed(revoked[0], by=cast.ling)
    assert Client().get(address(revoked[1])).status_code == 404
    assert Client().get(address("x" * 43)).status_code == 404
    cast.ling.is_active = False
    cast.ling.save()
    assert Client().get(address(secret)).status_code == 404


def test_feed_is_only_read(secret: str) -> None:
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)(address(secret)).status_code == 405
    assert Client().head(address(secret)).status_code == 200


def test_the_address_never_stands_in_the_log(cast: Cast, secret: str, caplog: pytest.LogCaptureFixture) -> None:
    for _number in range(int(RATES["fetch"].partition("/")[0]) + 1):
        reply = Client().get(address(secret))
    assert reply.status_code == 429
    cast.ling.is_active = False
    cast.ling.save()
    assert Client().get(address(secret)).status_code == 404
    assert secret not in caplog.text
    Client().get(f"/nowhere/{secret}")
    assert secret in caplog.text  # so that the line above could fail


def test_device_is_led_there_by_https_where_there_is_https(cast: Cast) -> None:
    made = {"name": "手机", "kinds": ["actions"], "alarm": "none"}
    client = signed_in(cast.ling)
    assert 'href="webcal://testserver/calendar/' in client.post("/settings/calendar/", made).content.decode()
    secure = client.post("/settings/calendar/", made, secure=True).content.decode()
    assert 'href="webcals://testserver/calendar/' in secure


def test_whoever_guesses_or_asks_all_the_time_is_kept_waiting(secret: str) -> None:
    guesses, fetches = (int(RATES[name].partition("/")[0]) for name in ("guess", "fetch"))
    replies = [Client().get(address("guess")).status_code for _number in range(guesses + 1)]
    assert replies == [404] * guesses + [429]
    assert Client().get(address(secret)).status_code == 200  # the owner's calendar is not shut out by it
    replies = [Client().get(address(secret)).status_code for _number in range(fetches)]
    assert replies[-1] == 429
    assert set(replies[:-1]) == {200}


@pytest.mark.parametrize(("proxies", "expected"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_forwarded_address_counts_only_behind_a_proxy_of_ours(proxies: int, expected: str) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert client_address(request) == expected


def test_address_that_is_none_is_not_known() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_shows_the_address_once(cast: Cast, language: str) -> None:
    client = signed_in(cast.ling, language)
    assert "还没有" in (page := client.get("/settings/calendar/").content.decode()) or "No calendar feed" in page
    made = client.post("/settings/calendar/", {"name": "手机", "kinds": ["actions"], "alarm": "morning"})
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    shown = made.content.decode()
    link = shown.partition("http://testserver/calendar/")[2].partition(".ics")[0]
    assert Client().get(address(link)).status_code == 200
    assert link not in client.get("/settings/calendar/").content.decode()


def test_page_refuses_what_makes_no_sense(cast: Cast) -> None:
    reply = signed_in(cast.ling).post("/settings/calendar/", {"name": "", "kinds": ["salaries"], "alarm": "x"})
    assert reply.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_feed_is_changed_renewed_and_revoked_by_its_owner_alone(cast: Cast, secret: str) -> None:
    pk = CalendarFeed.objects.get().pk
    page, renewal = f"/settings/calendar/{pk}/", f"/settings/calendar/{pk}/renewal"
    for stranger in (cast.bo, cast.max, cast.wei, cast.ada, cast.root):
        client = signed_in(stranger)
        assert {client.get(page).status_code, client.delete(page).status_code, client.post(page).status_code} == {404}
        assert client.post(renewal).status_code == 404
    client = signed_in(cast.ling)
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "", "kinds": ["goals"], "alarm": "none"}).status_code == 422
    assert client.post(page, {"name": "平板", "kinds": ["goals"], "alarm": "none"}).status_code == 302
    assert CalendarFeed.objects.get().kinds == ["goals"]
    assert "平板" in client.post(renewal).content.decode()
    assert Client().get(address(secret)).status_code == 404
    assert client.delete(page)["HX-Redirect"] == "/settings/calendar/"
    assert not CalendarFeed.objects.exists()
