"""The frame of every page: sign-in, language, appearance, refusals."""

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast, cast

__all__ = ["cast"]


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "登录"), ("en", "Sign in")])
def test_sign_in_page_speaks_both_languages(db: None, language: str, words: str) -> None:
    html = Client(headers={"accept-language": language}).get("/sign-in/login/").content.decode()
    assert words in html
    assert 'class="brand"' in html


def test_sign_in_with_a_wrong_password_says_so_and_with_the_right_one_lets_in(cast: Cast) -> None:
    client = Client()
    wrong = client.post("/sign-in/login/", {"login": cast.ling.username, "password": "no"})
    assert 'role="alert"' in wrong.content.decode()
    right = client.post("/sign-in/login/", {"login": cast.ling.username, "password": PASSWORD})
    assert right.headers["Location"] == "/"


def test_theme_stands_in_a_cookie_and_in_the_first_byte(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ling)
    assert "data-theme" not in client.get("/plan/").content.decode().split("<head>")[0]
    client.post("/theme/", {"theme": "dark", "next": "/settings/"})
    assert 'data-theme="dark"' in client.get("/plan/").content.decode().split("<head>")[0]
    client.post("/theme/", {"theme": ""})
    assert "data-theme" not in client.get("/plan/").content.decode().split("<head>")[0]


def test_theme_does_not_lead_elsewhere(cast: Cast) -> None:
    assert Client().post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"}).headers["Location"] == "/"


def test_language_is_kept(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ling)
    client.post("/language/", {"language": "en", "next": "/plan/"})
    assert "Plan table" in client.get("/plan/").content.decode()


@pytest.mark.parametrize("address", ["/settings/", "/sign-in/password/change/", "/sign-in/logout/"])
def test_own_pages_open(cast: Cast, address: str) -> None:
    client = Client()
    client.force_login(cast.ling)
    assert client.get(address).status_code == 200


def test_unknown_page_says_so_in_our_look(cast: Cast) -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(cast.ling)
    reply = client.get("/nowhere/")
    assert reply.status_code == 404
    assert 'class="entrance"' in reply.content.decode()
