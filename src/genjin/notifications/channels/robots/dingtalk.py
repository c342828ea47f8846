"""钉钉: a group's robot (open.dingtalk.com/document/orgapp/custom-robots-send-group-messages).

Signed: the time and the secret, HMAC-SHA256, as parameters of the address. About 20,000 bytes; twenty a minute, then
130101, and the robot is silent for ten minutes.
"""

import base64
import hashlib
import hmac
from urllib.parse import urlencode

from genjin.core import clock
from genjin.notifications.channels.base import Message
from genjin.notifications.channels.robots.addresses import DINGTALK
from genjin.notifications.channels.robots.robot import Composed, Robot, cut

MOST_BYTES = 18_000


def signature(secret: str, milliseconds: int) -> str:
    """Return what DingTalk expects as `sign`, not yet quoted."""
    digest = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _composed(address: str, secret: str, message: Message) -> Composed:
    text = cut(f"### {message.title}\n\n{message.plain}".replace("\n", "  \n"), MOST_BYTES)
    if secret:
        now = int(clock.now().timestamp() * 1000)
        address = f"{address}&{urlencode({'timestamp': now, 'sign': signature(secret, now)})}"
    return address, {"msgtype": "markdown", "markdown": {"title": message.title, "text": text}}


ROBOT = Robot(DINGTALK, _composed, code="errcode", words="errmsg", too_fast=frozenset({130101, 130103, 410100}))
