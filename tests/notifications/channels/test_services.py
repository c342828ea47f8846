"""Other services through Apprise: those at fixed public servers, and nothing else."""

import pytest
from apprise.plugins.serverchan import NotifyServerChan

from genjin.notifications.channels import CHANNEL_TYPES
from genjin.notifications.channels.base import Message, NotSent
from genjin.notifications.models import Channel
from tests.notifications.fake_chat import FakeChat

# Apprise asks for a module that Python gives up in 3.13, and has its own for then
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
SERVICE = CHANNEL_TYPES["service"]
ADDRESS = "schan://SCT1a2b3c4d5e6f"


@pytest.mark.parametrize(
    "address",
    [
        "json://127.0.0.1/", "file:///etc/passwd", "syslog://", "dbus://", "mailto://a:b@example.com",
        "ntfy://10.0.0.1/x", "schan://key?redirect=yes", "slack://a/b/c?template=/etc/passwd", "schan://", "schan", "",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address: str) -> None:
    assert SERVICE.problem(address) is not None
    with pytest.raises(NotSent):
        SERVICE.send(Channel(kind="service", name="x", address=address), Message("k", "t"))


def test_the_message_goes_out(chat: FakeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SERVICE.problem(ADDRESS) is None
    monkeypatch.setattr(NotifyServerChan, "notify_url", f"http://{chat.host}/hooks/{{token}}")
    monkeypatch.setattr(NotifyServerChan, "request_rate_per_sec", 0)
    monkeypatch.setattr("tests.notifications.fake_chat.json.loads", lambda body: body)
    SERVICE.send(Channel(kind="service", name="x", address=ADDRESS), Message("k", "标题", "正文"))
    assert len(chat.arrived) == 1


def test_a_refusal_is_told(chat: FakeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotifyServerChan, "notify_url", f"http://{chat.host}/nowhere/{{token}}")
    with pytest.raises(NotSent):
        SERVICE.send(Channel(kind="service", name="x", address=ADDRESS), Message("k", "标题", "正文"))
