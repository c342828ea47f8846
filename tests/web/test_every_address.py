"""What holds at every address of the product, also at those that are added later."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast

UNKNOWN = "999999"
BEYOND_COUNTING = "9" * 25
# what people reach without being signed in: the sign-in itself, language and appearance
OPEN = re.compile(r"^/(sign-in|language|theme)/")


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """Yield every address, with `<>` where an id stands."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = before + re.sub(r"<[^>]*>", "<>", str(entry.pattern)).strip("^$")
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from addresses(entry, path)


ALL = sorted(set(addresses()))
OURS = [path for path in ALL if not OPEN.match(path)]
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


@pytest.mark.parametrize("path", OURS)
def test_stranger_is_sent_to_the_sign_in(db: None, path: str) -> None:
    reply = Client().get(path.replace("<>", "1"))
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith(("/sign-in/", "/today/")), reply.headers["Location"]


@pytest.mark.parametrize("path", ALL)
def test_nothing_is_done_without_the_token(cast: Cast, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ling)
    for method in ("POST", "DELETE"):
        assert client.generic(method, path.replace("<>", "1")).status_code in {403, 404, 405}, method


@pytest.mark.parametrize("path", [path for path in OURS if "<>" in path])
def test_guessed_id_finds_nothing(ling: Client, path: str) -> None:
    for pk in (UNKNOWN, BEYOND_COUNTING):
        for method in ("GET", "POST", "DELETE"):
            assert ling.generic(method, path.replace("<>", pk)).status_code in {404, 405}, (method, pk)


@pytest.mark.parametrize("path", OURS)
def test_hostile_query_breaks_nothing(ling: Client, path: str) -> None:
    for query in HOSTILE:
        for method in ("GET", "POST", "DELETE"):
            reply = ling.generic(method, f"{path.replace('<>', UNKNOWN)}?{query}")
            assert reply.status_code < 500, (method, query)


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


@pytest.mark.parametrize("path", [path for path in ALL if "<>" not in path])
def test_page_has_a_strict_policy_and_nothing_inline(ling: Client, path: str) -> None:
    reply = ling.get(path)
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    if reply.status_code == 200 and "html" in reply.headers["Content-Type"]:
        inline = Inline()
        inline.feed(reply.content.decode())
        assert inline.found == []
