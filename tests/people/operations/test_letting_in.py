"""Letting somebody in again at the machine itself."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from genjin.cli import main
from genjin.core.errors import RuleBroken
from genjin.people.models import AuditEntry
from genjin.people.operations.letting_in import let_in_again
from tests.cast import PASSWORD, Cast
from tests.web.pages import signed_in


def test_the_last_administrator_is_let_in_with_a_new_password(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    Authenticator.objects.create(user=cast.root, type=Authenticator.Type.TOTP, data={"secret": "x"})
    browser = signed_in(cast.root)
    with pytest.raises(SystemExit) as ended:
        main(["let-in", "root"])
    assert not ended.value.code
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", capsys.readouterr().out)
    assert browser.get("/settings/").status_code == 302
    visitor = Client()
    form = visitor.get(path, follow=True).redirect_chain[-1][0]
    visitor.post(form, {"password1": PASSWORD + "2", "password2": PASSWORD + "2"})
    visitor.post("/sign-in/login/", {"login": "root", "password": PASSWORD + "2"})
    assert visitor.get("/settings/people/").status_code == 200
    told = AuditEntry.objects.filter(by=None, target_id=cast.root.pk).values_list("kind", flat=True)
    assert {"second_factor.reset", "password_link.made"} <= set(told)


@pytest.mark.parametrize("username", ["nobody", "", "\x00"])
def test_a_name_that_nobody_bears_is_refused(cast: Cast, username: str) -> None:
    with pytest.raises(RuleBroken):
        let_in_again(username)


def test_who_is_deactivated_stays_out(cast: Cast) -> None:
    cast.ling.is_active = False
    cast.ling.save(update_fields=["is_active"])
    with pytest.raises(RuleBroken):
        let_in_again("ling")
