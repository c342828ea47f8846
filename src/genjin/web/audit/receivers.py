"""Sign-ins, refused ones and sign-outs, as Django itself tells them.

The only receivers of the product (docs/adr/0029): every way to sign in, the library's as well, ends in these three.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from genjin.people.models import User
from genjin.people.operations.audit import write_audit
from genjin.people.queries.people import person_called
from genjin.web.shared.client_address import client_address


def connect() -> None:
    """Listen to the three."""
    user_logged_in.connect(tell_sign_in, dispatch_uid="audit")
    user_logged_out.connect(tell_sign_out, dispatch_uid="audit")
    user_login_failed.connect(tell_refusal, dispatch_uid="audit")


def tell_sign_in(request: HttpRequest, user: User, **_more: object) -> None:
    write_audit("person.signed_in", by=user, target=user, address=client_address(request), **_with(request))


def tell_sign_out(request: HttpRequest, user: User | None, **_more: object) -> None:
    if user is not None:
        write_audit("person.signed_out", by=user, target=user, address=client_address(request))


def tell_refusal(credentials: Mapping[str, Any], request: HttpRequest | None = None, **_more: object) -> None:
    """Keep whose sign-in was refused; a name that nobody bears may be a password, and is not kept."""
    person = person_called(str(credentials.get("username", "")))
    write_audit("person.sign_in_refused", by=None, target=person, address=client_address(request) if request else None)


def _with(request: HttpRequest) -> dict[str, str]:
    agent = request.headers.get("User-Agent", "")[:150]
    return {"with": agent} if agent else {}
