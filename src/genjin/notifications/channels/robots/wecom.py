"""企业微信: a group's robot (developer.work.weixin.qq.com/document/path/91770).

A message of markdown holds 4,096 bytes; twenty a minute for each robot, then 45009.
"""

from genjin.notifications.channels.base import Message
from genjin.notifications.channels.robots.addresses import WECOM
from genjin.notifications.channels.robots.robot import Composed, Robot, cut

MOST_BYTES = 4096


def _composed(address: str, _secret: str, message: Message) -> Composed:
    content = cut(f"**{message.title}**\n{message.plain}", MOST_BYTES)
    return address, {"msgtype": "markdown", "markdown": {"content": content}}


ROBOT = Robot(WECOM, _composed, code="errcode", words="errmsg", too_fast=frozenset({45009, 45033}))
