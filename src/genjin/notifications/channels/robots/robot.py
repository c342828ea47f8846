"""What the three robots share: they answer 200 whatever happened, and say in the body what did.

Apprise is not used here (docs/adr/0025): for WeCom and DingTalk it takes every 200 for a success, for Feishu it cannot
sign, and it tells nowhere whether a message left the house.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from genjin.core.errors import Wording
from genjin.notifications.channels.base import Message, NotSent, TryLater
from genjin.notifications.channels.robots.addresses import RobotAddress, is_own_host
from genjin.notifications.channels.web_request import Reply, post_json
from genjin.notifications.models import Channel

A_MINUTE = 60
Composed = tuple[str, Mapping[str, Any]]  # the address with its signature, and the body


@dataclass(frozen=True, slots=True)
class Robot:
    """One maker's robot. `too_fast` are the codes by which it says that it takes no more for now."""

    addresses: RobotAddress
    compose: Callable[[str, str, Message], Composed]
    code: str
    words: str
    too_fast: frozenset[int]
    is_repeatable: bool = False  # a chat shows twice what is sent twice

    def problem(self, address: str, /) -> Wording | None:
        """Return what is wrong with an address."""
        return self.addresses.problem(address)

    def send(self, channel: Channel, message: Message) -> None:
        """Post the message to the group."""
        problem = self.addresses.problem(channel.address)
        if problem is not None:
            raise NotSent(str(problem))
        address, content = self.compose(channel.address, channel.signing_secret, message)
        self._judge(post_json(address, content, may_be_inside=is_own_host(urlsplit(channel.address))))

    def _judge(self, reply: Reply) -> None:
        code = reply.body.get(self.code)
        said = f"{code} {reply.body.get(self.words) or ''}".strip()
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS or code in self.too_fast:
            raise TryLater(said, seconds=A_MINUTE)
        if reply.status != HTTPStatus.OK:
            raise NotSent(f"HTTP {reply.status} {said if code is not None else ''}".strip())
        if code != 0:
            raise NotSent(said if code is not None else "200, but not the robot's answer")


def cut(text: str, most: int) -> str:
    """Return the text in at most so many bytes of UTF-8, ending with … where some of it is left out."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    return encoded[: most - len("…".encode())].decode(errors="ignore") + "…"
