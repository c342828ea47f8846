"""People's own webhooks: what is sent, and where none may lead."""

import socket
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from genjin.notifications.channels import CHANNEL_TYPES, web_request
from genjin.notifications.channels.base import Message, NotSent, Paragraph, PerhapsSent, TryLater
from genjin.notifications.channels.web_request import is_outside
from genjin.notifications.models import Channel
from tests.notifications.fake_chat import FakeChat, fake_chat

MESSAGE = Message("genjin-7", "标题", "", [Paragraph("项目", "", ["一行"])])


def send(address: str) -> None:
    CHANNEL_TYPES["webhook"].send(Channel(kind="webhook", name="x", address=address), MESSAGE)


def test_the_news_arrive_as_json_with_a_key(chat: FakeChat) -> None:
    send(chat.webhook())
    (got,) = chat.arrived
    assert got["headers"]["Idempotency-Key"] == "genjin-7"
    assert got["body"] == {
        "title": "标题",
        "text": "项目\n· 一行",
        "news": [{"subject": "项目", "address": "", "lines": ["一行"]}],
    }


def test_no_redirect_is_followed(chat: FakeChat) -> None:
    with fake_chat() as other:
        chat.redirect = other.webhook()
        with pytest.raises(NotSent, match="302"):
            send(chat.webhook())
        assert not other.arrived


def test_who_was_reached_quickly_may_take_longer_to_answer(chat: FakeChat) -> None:
    with web_request._dialled([("127.0.0.1", chat.port)]) as dialled:
        assert dialled.gettimeout() == web_request.SECONDS_IN_ALL


def test_busy_is_no_failure(chat: FakeChat) -> None:
    chat.broken = (429, {})
    with pytest.raises(TryLater):
        send(chat.webhook())


def test_a_server_that_is_down_is_one(chat: FakeChat) -> None:
    chat.broken = (503, {})
    with pytest.raises(NotSent) as refused:
        send(chat.webhook())
    assert not isinstance(refused.value, TryLater)


def test_an_address_may_hold_chinese(chat: FakeChat) -> None:
    send(chat.webhook("通知 一"))
    assert chat.arrived[0]["path"] == "/hooks/%E9%80%9A%E7%9F%A5%20%E4%B8%80"


@pytest.mark.parametrize("host", ["a..b", f"{'x' * 64}.example"])
def test_a_name_that_is_none_is_not_sent(host: str) -> None:
    with pytest.raises(NotSent):
        send(f"https://{host}/")


def test_an_end_that_drips_is_hung_up_on(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """It accepts, and then says nothing for as long as it is listened to: no handshake ever ends."""
    settings.WEBHOOKS_INSIDE = True
    monkeypatch.setattr(web_request, "SECONDS_IN_ALL", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(NotSent) as refused:
        send(f"https://127.0.0.1:{mute.getsockname()[1]}/")
    assert "timed out" not in str(refused.value), "one silence may be short, and many of them endless"


def test_of_many_addresses_a_few_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, int]] = []

    def answer(_host: str, port: int, **_options: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"93.184.216.{last}", port)) for last in range(200)]

    def dial(address: tuple[str, int], **_options: object) -> socket.socket:
        called.append(address)
        raise TimeoutError

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(NotSent):
        send("https://hook.example/x")
    assert len(called) == web_request.MOST_ADDRESSES


def test_nobody_there_is_certainly_not_sent(settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = True
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(NotSent):
        send(f"http://127.0.0.1:{port}/")


def test_hanging_up_leaves_it_open(chat: FakeChat) -> None:
    chat.silent = True
    with pytest.raises(PerhapsSent):
        send(chat.webhook())


@pytest.mark.parametrize(
    "address",
    ["http://example.com/", "ftp://example.com/", "https://", "x", "https://u:p@example.com/", "https://h:x/"],
)
def test_only_https_by_default(address: str) -> None:
    assert CHANNEL_TYPES["webhook"].problem(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "ff02::1", "::127.0.0.1",
        "64:ff9b:1::7f00:1", "fec0::1",
    ],
)  # fmt: skip
def test_inside_addresses_are_known(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2606:4700::1111", "64:ff9b::808:808"])
def test_outside_addresses_are_known(address: str) -> None:
    assert is_outside(address)


@pytest.mark.parametrize("resolved", [["127.0.0.1"], ["93.184.216.34", "10.0.0.5"], ["::1"]])
def test_a_name_that_leads_inside_is_not_called(monkeypatch: pytest.MonkeyPatch, resolved: list[str]) -> None:
    def answer(_host: str, port: int, **_options: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in resolved]

    def never(*_arguments: object, **_options: object) -> None:
        pytest.fail("it was called")

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(NotSent, match="inside address"):
        send("https://rebinding.example/hook")


def test_a_name_is_resolved_once_and_the_checked_address_called(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    called: list[tuple[str, int]] = []

    def answer(host: str, port: int, **_options: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    def dial(address: tuple[str, int], **_options: object) -> socket.socket:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(NotSent):
        send("https://hook.example/x")
    assert (asked, called) == (["hook.example"], [("93.184.216.34", 443)])
