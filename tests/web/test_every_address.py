"""Every address × every role: what is not seen is not there (404), what is seen but not allowed is refused (403).

Each address of the product stands in `every_address/table.py`, which says how to add one. Below stands what else holds
at every address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TypeVar

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from genjin.web.entries.kinds import KINDS
from tests.cast import Cast
from tests.web.every_address.audiences import NOBODY, ROLES, Answer
from tests.web.every_address.line import Line
from tests.web.every_address.samples import OF_PEOPLE, VALUES
from tests.web.every_address.table import LINES
from tests.web.pages import signed_in

Asked = TypeVar("Asked")
PARTS = 8
UNKNOWN = "999999"
BEYOND_COUNTING = "9" * 25
# what people reach without being signed in: its line in the table says so
OPEN = {line.name for line in LINES if (line.get or line.post or line.delete)[NOBODY] != Answer.SIGN_IN}


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, str]]:
    """Yield the name of every address, and the address with `<>` where an id stands."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = before + re.sub(r"\(\?P<.*?\)|<[^>]*>", "<>", str(entry.pattern)).strip("^$")
        if isinstance(entry, URLPattern):
            yield entry.name or path, path
        else:
            yield from addresses(entry, path)


def in_parts(some: Sequence[Asked]) -> list[Sequence[Asked]]:
    """Return the sequence in parts: to make the cast anew for every address would take most of the time."""
    return [some[first::PARTS] for first in range(PARTS)]


NAMES = {name for name, _path in addresses()}
ALL = sorted({path for _name, path in addresses()})
OURS = sorted({path for name, path in addresses() if name not in OPEN})
HOSTILE = (
    f"project={BEYOND_COUNTING}&order=name&group=owner",
    f"after=project-{BEYOND_COUNTING}~2026-01-01~{BEYOND_COUNTING}",
    f"rows={BEYOND_COUNTING}&from={BEYOND_COUNTING}&q=%00%22%27*%25_%5C",
    "stage=%00|x&since=99999-01-01&until=x&widths=goal:-1|x:9&hide=%F0%9F%91%8D&goal=%00",
    f"kind=due&on=0000-00-00&as={BEYOND_COUNTING}",
)


@pytest.fixture
def ling(cast: Cast) -> Client:
    cast.log(goal="预算")
    client = Client(raise_request_exception=False)
    client.force_login(cast.ling)
    return client


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


def test_every_address_stands_in_the_table() -> None:
    listed = {line.name for line in LINES}
    assert listed == NAMES, "see tests/web/every_address/table.py"


def test_every_kind_of_entry_has_a_sample() -> None:
    assert set(VALUES) | set(OF_PEOPLE) | {"budget-fact"} >= set(KINDS)


@pytest.mark.usefixtures("phrases")
@pytest.mark.parametrize("lines", in_parts(LINES))
def test_who_gets_what(cast: Cast, lines: Sequence[Line]) -> None:
    clients = {role: Client() if role == NOBODY else signed_in(getattr(cast, role)) for role in ROLES}
    wrong: list[str] = []
    for line in lines:
        with taken_back():
            wrong += wrong_answers(line, cast, clients)
    assert wrong == []


def wrong_answers(line: Line, cast: Cast, clients: Mapping[str, Client]) -> list[str]:
    address, wrong = line.address(cast), []
    for method, audience in line.methods().items():
        if audience is None:
            reply = asked(clients["root"], method, address, line)
            # the sign-in's pages send who is signed in home before they look at the method
            is_taken = reply.status_code != 405 and reply.headers.get("Location") != "/"
            wrong += (
                [f"{line.name}: {method} {address} is answered with {reply.status_code}, not 405"] if is_taken else []
            )
            continue
        for role, client in clients.items():
            reply = asked(client, method, address, line)
            if not is_answer(reply, audience[role]):
                status, right = reply.status_code, audience[role].value
                wrong.append(f"{line.name}: {method} {address} for {role} ({ROLES[role]}): {status} instead of {right}")
    return wrong


def asked(client: Client, method: str, address: str, line: Line | None = None) -> HttpResponseBase:
    """Return the answer; what it did is taken back, so that everybody meets the same."""
    cookies = client.cookies.copy()
    with taken_back():
        sends = method == "POST" and line is not None
        reply = client.post(address, line.body()) if sends else client.generic(method, address)
        if reply.streaming:  # a file; read to its end, it is closed
            reply.getvalue()
    client.cookies = cookies
    return reply


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_answer(reply: HttpResponseBase, answer: Answer) -> bool:
    to_the_sign_in = reply.headers.get("Location", "").startswith("/sign-in/login/?next=")
    if answer == Answer.SIGN_IN:
        return to_the_sign_in
    if answer == Answer.DONE:
        return reply.status_code in {200, 204, 302, 409, 422} and not to_the_sign_in
    return str(reply.status_code) == answer.value


@pytest.mark.parametrize("paths", in_parts(ALL))
def test_nothing_is_done_without_the_token(cast: Cast, paths: Sequence[str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ling)
    answers = {
        (method, path): asked(client, method, path.replace("<>", "1")).status_code
        for path in paths
        for method in ("POST", "DELETE")
    }
    assert {asks: status for asks, status in answers.items() if status not in {403, 404, 405}} == {}


@pytest.mark.parametrize("paths", in_parts([path for path in OURS if "<>" in path]))
def test_guessed_id_finds_nothing(ling: Client, paths: Sequence[str]) -> None:
    answers = {
        (method, path, pk): asked(ling, method, path.replace("<>", pk)).status_code
        for path in paths
        for pk in (UNKNOWN, BEYOND_COUNTING)
        for method in ("GET", "POST", "DELETE")
    }
    assert {asks: status for asks, status in answers.items() if status not in {404, 405}} == {}


@pytest.mark.parametrize("paths", in_parts(OURS))
def test_hostile_query_breaks_nothing(ling: Client, paths: Sequence[str]) -> None:
    answers = {
        (method, path, query): asked(ling, method, f"{path.replace('<>', UNKNOWN)}?{query}").status_code
        for path in paths
        for query in HOSTILE
        for method in ("GET", "POST", "DELETE")
    }
    assert {asks: status for asks, status in answers.items() if status >= 500} == {}


class Inline(HTMLParser):
    """Collects what a strict policy forbids: scripts, styles and handlers in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if tag == "style" or (tag == "script" and "src" not in names and ("type", "application/json") not in attrs):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        self.found += [value for name, value in attrs if name in {"href", "src"} and "javascript:" in str(value)]


@pytest.mark.parametrize("paths", in_parts([path for path in ALL if "<>" not in path]))
def test_page_has_a_strict_policy_and_nothing_inline(ling: Client, paths: Sequence[str]) -> None:
    for path in paths:
        reply = asked(ling, "GET", path)
        policy = reply.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, path
        assert "unsafe" not in policy, path
        if reply.status_code == 200 and "html" in reply.headers["Content-Type"]:
            inline = Inline()
            inline.feed(reply.content.decode())
            assert inline.found == [], path
