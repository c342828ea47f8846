"""飞书 and Lark: a group's robot (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot).

Signed: HMAC-SHA256 with the time and the secret as key and nothing as text, in the body. 20 KB; a hundred a minute and
five a second, then 11232.
"""

import base64
import hashlib
import hmac

from genjin.core import clock
from genjin.notifications.channels.base import Message
from genjin.notifications.channels.robots.addresses import FEISHU
from genjin.notifications.channels.robots.robot import Composed, Robot, cut

MOST_BYTES = 18_000


def signature(secret: str, seconds: int) -> str:
    """Return what Feishu expects as `sign`."""
    digest = hmac.new(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _composed(address: str, secret: str, message: Message) -> Composed:
    post = {"title": message.title, "content": [[{"tag": "text", "text": cut(message.plain, MOST_BYTES)}]]}
    content: dict[str, object] = {"msg_type": "post", "content": {"post": {"zh_cn": post}}}
    if secret:
        now = int(clock.now().timestamp())
        content |= {"timestamp": str(now), "sign": signature(secret, now)}
    return address, content


ROBOT = Robot(FEISHU, _composed, code="code", words="msg", too_fast=frozenset({11232, 9499}))
