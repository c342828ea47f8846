"""Second factor, sessions and limits, as a browser meets them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from genjin.people.models import AuditEntry, Counted, User
from genjin.people.operations.second_factor import require_second_factor
from genjin.people.queries.second_factor import has_second_factor
from genjin.people.queries.sessions import sessions_of
from genjin.web.people.session_data import device_of
from tests.cast import PASSWORD, Cast

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


def sign_in(username: str = "ling", password: str = PASSWORD, **headers: str) -> Client:
    client = Client(headers={"user-agent": CHROME, **headers})
    client.post("/sign-in/login/", {"login": username, "password": password})
    return client


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def set_up(client: Client) -> list[str]:
    """Set up a second factor; returns the recovery codes."""
    page = client.get("/settings/second-factor/app/").content.decode()
    [secret] = re.findall(r"<code>([A-Z2-7]+)</code>", page)
    reply = client.post("/settings/second-factor/app/", {"code": code_of(secret)}, follow=True)
    return re.findall(r"\b\d{8}\b", reply.content.decode())


def is_in(client: Client) -> bool:
    return client.get("/today/").status_code == 200


def test_a_second_factor_is_asked_once_it_is_set_up(cast: Cast) -> None:
    codes = set_up(sign_in())
    assert len(codes) == 10
    assert has_second_factor(cast.ling)
    browser = sign_in()
    assert not is_in(browser)
    wrong = browser.post("/sign-in/second-factor/", {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_in(browser)
    assert browser.post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 302
    assert is_in(browser)
    again = sign_in()
    again.post("/sign-in/second-factor/", {"code": codes[0]})  # a recovery code works once
    assert not is_in(again)


def test_guessing_codes_is_limited(cast: Cast) -> None:
    set_up(sign_in())
    browser = sign_in()
    pages = [browser.post("/sign-in/second-factor/", {"code": f"{number:06}"}).content.decode() for number in range(8)]
    assert len(set(map(len, pages))) > 1  # after some, another sentence
    assert Counted.objects.exists()


def test_who_needs_a_second_factor_sets_it_up_before_anything_else(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.root, type=Authenticator.Type.TOTP, data={"secret": "x"})
    require_second_factor(needed=True, by=cast.root)
    browser = sign_in()
    for address in ("/today/", "/settings/", f"/projects/{cast.project.pk}/", "/export"):
        reply = browser.get(address)
        assert (reply.status_code, reply.headers["Location"]) == (302, "/settings/second-factor/app/"), address
    set_up(browser)
    assert is_in(browser)
    removal = browser.post("/settings/second-factor/app/removal/")
    assert removal.status_code == 200  # the form again, with the refusal
    assert has_second_factor(cast.ling)


def test_secrets_stay_in_no_cache_of_a_browser(cast: Cast) -> None:
    browser = sign_in("root")
    pages = [browser.get("/settings/second-factor/app/")]
    set_up(browser)
    pages += [browser.get(f"/settings/second-factor/{address}") for address in ("codes/", "codes/new/", "codes/file/")]
    pages.append(browser.post("/settings/invitations/", {"people": "赵敏", "role": "sales"}))
    pages.append(browser.post(f"/settings/people/{cast.ling.pk}/password-link"))
    assert [(page.status_code, "no-store" in page["Cache-Control"]) for page in pages] == [(200, True)] * 6


def test_who_may_removes_the_own_second_factor(cast: Cast) -> None:
    browser = sign_in()
    set_up(browser)
    browser.post("/settings/second-factor/app/removal/")
    assert not has_second_factor(cast.ling)
    kinds = list(AuditEntry.objects.filter(by=cast.ling).values_list("kind", flat=True))
    assert kinds[-2:] == ["second_factor.set_up", "second_factor.removed"]


def test_failed_sign_ins_are_counted_in_the_database(cast: Cast) -> None:
    for _again in range(5):
        sign_in(password="wrong")
    # another process asks the same table
    other_process = DatabaseCache("people_counted", {})
    keys = list(Counted.objects.values_list("cache_key", flat=True))
    assert any("login_failed" in key for key in keys)
    assert any(other_process.get(key.removeprefix(":1:")) for key in keys)
    assert not is_in(sign_in())  # the right password comes too late
    assert is_in(sign_in("bo"))  # others are not kept out


def test_a_browser_is_listed_and_signed_out(cast: Cast) -> None:
    here, there = sign_in(), sign_in()
    assert is_in(here)
    assert is_in(there)
    page = here.get("/settings/sessions/").content.decode()
    assert page.count("Chrome · Windows") == 2
    other = sessions_of(cast.ling).exclude(session_key=here.session.session_key).get()
    here.post(f"/settings/sessions/{other.pk}")
    assert (is_in(here), is_in(there)) == (True, False)
    third = sign_in()
    here.post("/settings/sessions/")
    assert (is_in(here), is_in(third)) == (True, False)
    assert sessions_of(cast.ling).get().session_key == here.session.session_key


def test_a_new_password_signs_out_the_other_browsers(cast: Cast) -> None:
    here, there = sign_in(), sign_in()
    new = PASSWORD + "2"
    here.post("/sign-in/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_in(here), is_in(there)) == (True, False)


def test_an_inactive_person_does_not_get_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.ling.pk).update(is_active=False)
    assert not is_in(sign_in())


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_sign_in_leads_nowhere_else(cast: Cast, elsewhere: str) -> None:
    reply = Client().post("/sign-in/login/", {"login": "ling", "password": PASSWORD, "next": elsewhere})
    assert (reply.status_code, reply.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (CHROME, "Chrome · Windows"),
        (CHROME + " Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari MicroMessenger/8.0", "微信 · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0", "Firefox · Linux"),
    ],
)
def test_a_device_is_called_as_people_call_it(agent: str, device: str) -> None:
    assert device_of(agent) == device
