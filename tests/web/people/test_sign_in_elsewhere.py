"""Signing in with an OpenID Connect provider, which runs on the loopback."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from genjin.config.open_id_connect import OpenIdConnect
from genjin.people.models import AuditEntry, Invitation, Role, User
from genjin.people.operations.invitations import invite
from genjin.people.operations.leaving import deactivate_person
from genjin.people.operations.people import edit_person
from tests.cast import PASSWORD, Cast
from tests.web.people.oidc_provider import CLIENT, SECRET, Provider, running_provider

LING = {"sub": "1", "email": "Ling@example.com", "email_verified": True, "name": "Ling Wei"}
LOGIN, CALLBACK = "/sign-in/with/house/", "/sign-in/with/house/callback/"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture
def provider(running: Provider, cast: Cast, settings) -> Provider:  # noqa: ANN001
    cache.clear()
    app = {
        "provider_id": "house",
        "name": "企业账号",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": running.address},
    }
    settings.OIDC = OpenIdConnect([app], [running.address], [], trusts_every_email=False)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    running.person = LING
    edit_person(cast.ling, {"email": "ling@example.com"}, by=cast.root)
    return running


def come(provider: Provider, client: Client | None = None, path: str = LOGIN) -> tuple[Client, int]:
    """Sign in by way of the provider; returns the browser and the last status."""
    client = client or Client()
    gone = client.post(path)
    assert gone.status_code == 302
    assert gone.headers["Location"].startswith(f"{provider.address}/authorize?")
    back = client.get(CALLBACK, provider.come_back_with(urlsplit(gone.headers["Location"]).query))
    return client, back.status_code


def who(client: Client) -> str:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).username if key else ""


def test_the_page_offers_it(provider: Provider) -> None:
    assert "企业账号" in Client().get("/sign-in/login/").content.decode()


def test_a_known_address_signs_in(provider: Provider) -> None:
    client, status = come(provider)
    assert (status, who(client)) == (302, "ling")
    assert provider.refused == []
    # from now on it is the same person there and here, whatever the address
    provider.person = {**LING, "email": "other@example.com"}
    assert who(come(provider)[0]) == "ling"


@pytest.mark.parametrize(
    "said",
    [
        {"email": "stranger@example.com"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
        {"email": None},
        {"email": "a\x00b@example.com"},
    ],
)
def test_others_are_not_let_in(provider: Provider, said: dict[str, object]) -> None:
    provider.person = {**LING, **said}
    before = User.objects.count()
    client, status = come(provider)
    assert (status, who(client), User.objects.count()) == (403, "", before)


def test_a_provider_that_says_nothing_of_verifying_may_be_trusted(provider: Provider, settings) -> None:  # noqa: ANN001
    provider.person = {"sub": "7", "email": "ling@example.com"}
    assert who(come(provider)[0]) == ""
    settings.OIDC = OpenIdConnect(settings.OIDC.apps, [], [], trusts_every_email=True)
    assert who(come(provider)[0]) == "ling"


def test_an_invited_address_becomes_a_colleague(provider: Provider, cast: Cast) -> None:
    invite("赵敏", role=Role.SUPPORT, department=cast.ling.department, email="zm@example.com", by=cast.max)
    provider.person = {"sub": "2", "email": "zm@example.com", "email_verified": True, "name": "whatever"}
    client, _status = come(provider)
    person = User.objects.get(username=who(client))
    assert (person.username, person.name, person.role) == ("zm", "赵敏", Role.SUPPORT)
    assert not person.has_usable_password()
    assert Invitation.objects.get().person == person


def test_a_named_domain_is_let_in_with_the_role_of_sales(provider: Provider, settings) -> None:  # noqa: ANN001
    settings.OIDC = OpenIdConnect(settings.OIDC.apps, [], ["example.com"], trusts_every_email=False)
    provider.person = {"sub": "3", "email": "neu@example.com", "email_verified": True, "name": "新人"}
    person = User.objects.get(username=who(come(provider)[0]))
    assert (person.name, person.role, person.department) == ("新人", Role.SALES, None)
    assert AuditEntry.objects.filter(kind="person.let_in", by=person).exists()
    for address in ("neu@notexample.com", "neu@example.com.evil.net", "evil.net@sub.example.com"):
        provider.person = {"sub": address, "email": address, "email_verified": True}
        assert who(come(provider)[0]) == ""


def test_an_address_that_two_have_opens_for_neither(provider: Provider, cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(email="LING@example.com")
    assert who(come(provider)[0]) == ""


def test_who_is_deactivated_does_not_get_in(provider: Provider, cast: Cast) -> None:
    assert who(come(provider)[0]) == "ling"
    deactivate_person(cast.ling, by=cast.root)
    assert who(come(provider)[0]) == ""
    provider.person = {**LING, "sub": "fresh"}
    assert who(come(provider)[0]) == ""


def test_an_answer_that_nobody_asked_for_opens_nothing(provider: Provider) -> None:
    client = Client()
    gone = client.post(LOGIN)
    answer = provider.come_back_with(urlsplit(gone.headers["Location"]).query)
    assert who_after(Client(), answer) == ""  # in another browser: the state is not its own
    assert who_after(client, {**answer, "state": "guessed"}) == ""
    assert who_after(client, {**answer, "code": "guessed"}) == ""


def who_after(client: Client, answer: dict[str, str]) -> str:
    client.get(CALLBACK, answer)
    return who(client)


def test_a_link_alone_does_not_sign_anybody_in(provider: Provider) -> None:
    assert Client().get(LOGIN).status_code == 200  # asks first


def test_it_leads_nowhere_else_afterwards(provider: Provider) -> None:
    client = Client()
    gone = client.post(f"{LOGIN}?next=https://evil.example/")
    back = client.get(CALLBACK, provider.come_back_with(urlsplit(gone.headers["Location"]).query))
    assert back.headers["Location"] == "/"


def test_somebody_else_signed_in_is_signed_out_first(provider: Provider, cast: Cast) -> None:
    client = Client()
    client.post("/sign-in/login/", {"login": "bo", "password": PASSWORD})
    assert who(client) == "bo"
    assert who(come(provider, client)[0]) == "ling"
    # nor does it tie the provider's person to whoever is signed in
    client = Client()
    client.post("/sign-in/login/", {"login": "bo", "password": PASSWORD})
    provider.person = {**LING, "sub": "9", "email": "unknown@example.com"}
    come(provider, client, f"{LOGIN}?process=connect")
    provider_persons = cast.bo.socialaccount_set.count()
    assert provider_persons == 0
