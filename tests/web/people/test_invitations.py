"""Inviting people, as the pages do it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from genjin.people.models import Invitation, Role, User
from genjin.people.operations.invitations import invite
from genjin.people.operations.leaving import make_password_link
from genjin.people.operations.second_factor import require_second_factor
from genjin.people.queries.sessions import sessions_of
from tests.cast import PASSWORD, Cast
from tests.web.pages import signed_in

TEN = "\n".join(f"同事{number} p{number}@example.com" for number in range(9)) + "\n张三\n\n"


def links(page: str) -> list[str]:
    return re.findall(r'value="(http[^"]*/invitations/[^"]+/)"', page)


def test_a_team_of_ten_is_invited_at_once(cast: Cast) -> None:
    reply = signed_in(cast.root).post("/settings/invitations/", {"people": TEN, "role": "sales", "department": ""})
    assert len(links(reply.content.decode())) == 10
    assert Invitation.objects.filter(email="").count() == 1
    assert Invitation.objects.get(name="同事3").email == "p3@example.com"
    assert mail.outbox == []  # no mail server is named


def test_all_are_invited_or_nobody(cast: Cast) -> None:
    page = signed_in(cast.root)
    for people in ("好名字\n" + "x" * 81, "a@b", "", "\n".join(str(number) for number in range(51))):
        reply = page.post("/settings/invitations/", {"people": people, "role": "sales"})
        assert reply.status_code == 422, people
    assert not Invitation.objects.exists()


def test_a_manager_is_offered_no_more_than_may_be_given(cast: Cast) -> None:
    page = signed_in(cast.max)
    words = page.get("/settings/invitations/").content.decode()
    assert ('value="sales"' in words, 'value="manager"' in words, 'value="administrator"' in words) == (
        True,
        False,
        False,
    )
    for posted in ({"role": "manager", "department": cast.ling.department_id}, {"role": "sales", "department": ""}):
        assert page.post("/settings/invitations/", {"people": "新人", **posted}).status_code == 422
    assert not Invitation.objects.exists()


def test_the_link_is_mailed_where_there_is_a_server_and_an_address(cast: Cast, settings) -> None:  # noqa: ANN001
    settings.EMAIL_HOST, settings.PUBLIC_URL = "mail.example.com", "https://genjin.example.com"
    people = "赵敏 <zm@example.com>\n张三"
    reply = signed_in(cast.root).post("/settings/invitations/", {"people": people, "role": "support"})
    [letter] = mail.outbox
    assert letter.to == ["zm@example.com"]
    link = links(reply.content.decode())[0]
    assert link.startswith("https://genjin.example.com/invitations/")
    assert link in letter.body


def test_a_forged_host_gets_into_no_link(cast: Cast, settings) -> None:  # noqa: ANN001
    page = signed_in(cast.root)
    forged = page.post("/settings/invitations/", {"people": "张三", "role": "sales"}, headers={"host": "evil.example"})
    assert forged.status_code == 400
    settings.PUBLIC_URL = "https://genjin.example.com"
    asked = page.post("/settings/invitations/", {"people": "张三", "role": "sales"}, headers={"host": "localhost"})
    assert links(asked.content.decode())[0].startswith("https://genjin.example.com/")


def test_an_invited_person_chooses_and_is_signed_in(cast: Cast) -> None:
    _invitation, token = invite("赵敏", role=Role.SALES, department=cast.ling.department, by=cast.max)
    visitor, address = Client(), f"/invitations/{token}/"
    assert "赵敏" in visitor.get(address).content.decode()
    key = visitor.session.session_key
    wrong = {"username": "zhaomin", "password": PASSWORD, "again": PASSWORD + "x"}
    assert visitor.post(address, wrong).status_code == 422
    assert visitor.post(address, {**wrong, "password": "12345678", "again": "12345678"}).status_code == 422
    reply = visitor.post(address, {**wrong, "again": PASSWORD})
    assert (reply.status_code, reply["Location"]) == (302, "/")
    assert visitor.session.session_key != key
    assert visitor.get("/today/").status_code == 200
    person = User.objects.get(username="zhaomin")
    assert sessions_of(person).count() == 1
    assert visitor.get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_an_invited_person_sets_up_the_second_factor_that_everybody_needs(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.root, type=Authenticator.Type.TOTP, data={"secret": "x"})
    require_second_factor(needed=True, by=cast.root)
    _invitation, token = invite("赵敏", role=Role.SALES, by=cast.root)
    visitor = Client()
    visitor.post(f"/invitations/{token}/", {"username": "zhaomin", "password": PASSWORD, "again": PASSWORD})
    assert visitor.get("/today/").headers["Location"] == "/settings/second-factor/app/"


def test_who_is_signed_in_takes_up_no_invitation(cast: Cast) -> None:
    _invitation, token = invite("赵敏", role=Role.ADMINISTRATOR, by=cast.root)
    data = {"username": "x", "password": PASSWORD, "again": PASSWORD}
    reply = signed_in(cast.ling).post(f"/invitations/{token}/", data)
    assert "凌薇" in reply.content.decode()
    assert Invitation.objects.get().used_at is None


def test_guessing_links_is_limited(cast: Cast) -> None:
    cache.clear()
    visitor = Client()
    answers = [visitor.get(f"/invitations/guess{number}/").status_code for number in range(32)]
    assert answers == [404] * 30 + [429] * 2


def test_a_forgotten_password_is_set_by_a_link_that_works_once(cast: Cast) -> None:
    reply = signed_in(cast.root).post(f"/settings/people/{cast.ling.pk}/password-link")
    [link] = re.findall(r'value="(http[^"]*/password/reset/key/[^"]+/)"', reply.content.decode())
    visitor = Client()
    form = visitor.get(link, follow=True)
    assert link.rsplit("-", 1)[1] not in form.redirect_chain[-1][0]  # the key is not in the address of the form
    address = form.redirect_chain[-1][0]
    weak = visitor.post(address, {"password1": "12345678", "password2": "12345678"})
    assert weak.status_code == 200
    assert not Client().login(username="ling", password="12345678")
    visitor.post(address, {"password1": PASSWORD + "2", "password2": PASSWORD + "2"})
    assert Client().login(username="ling", password=PASSWORD + "2")
    again = Client().get(link, follow=True).content.decode()
    assert "password1" not in again


def test_a_password_link_is_of_one_person(cast: Cast) -> None:
    uid, key = make_password_link(cast.ling, by=cast.root)
    other, _key = make_password_link(cast.root, by=cast.root)
    page = Client().get(f"/sign-in/password/reset/key/{other}-{key}/", follow=True).content.decode()
    assert "password1" not in page
    assert uid != other


@pytest.mark.parametrize("who", ["max", "ling"])
def test_only_an_administrator_makes_a_password_link(cast: Cast, who: str) -> None:
    page = signed_in(getattr(cast, who))
    assert page.post(f"/settings/people/{cast.root.pk}/password-link").status_code == 404


def test_of_many_lines_the_wrong_one_is_named(cast: Cast) -> None:
    reply = signed_in(cast.root).post("/settings/invitations/", {"people": "赵敏\n坏 bad@@x\n周凯", "role": "sales"})
    assert "“bad@@x”" in reply.content.decode()


def test_the_link_of_who_may_not_invite_any_more_opens_nothing(cast: Cast) -> None:
    _invitation, token = invite("赵敏", role=Role.SALES, department=cast.ling.department, by=cast.max)
    assert Client().get(f"/invitations/{token}/").status_code == 200
    cast.max.managed_departments.clear()
    assert Client().get(f"/invitations/{token}/").status_code == 404


def test_a_link_that_still_works_never_stands_in_the_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    _invitation, token = invite("赵敏", role=Role.SALES, by=cast.root)
    form = {"username": "zhaomin", "password": PASSWORD, "again": "something else"}
    assert Client().post(f"/invitations/{token}/", form).status_code == 422
    assert token not in caplog.text
    assert Client().get(f"/nowhere/{token}/").status_code == 404
    assert token in caplog.text  # so that the line above could fail
