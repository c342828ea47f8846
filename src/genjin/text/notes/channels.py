"""By which channel a contact took place: visit, phone, im, video, email, demo, exchange or other.

The words only propose; `weights/channels.json` weighs them by where they stand.
"""

import re
from typing import NamedTuple

from genjin.text.notes.proposal import Channel


class FoundChannel(NamedTuple):
    """A channel and the half-open span of the words that may tell it."""

    channel: Channel
    start: int
    end: int


_WORDS: dict[Channel, str] = {
    "video": (
        r"视频|视屏|线上|[腾藤]讯会议|钉钉会议|飞书会议|远程(?:会|session)|云会议|网络会议|电视电话会"
        r"|(?i:\b(?:teams|zoom|video|webex|online|remote session|vc)\b)"
    ),
    "im": (
        r"微信|企微|钉钉(?!会议)|飞书(?!会议)|(?<!Q)QQ|项目群|采购群|群里|群聊|(?<=[\u4e00-\u9fff])群(?=[（：:])|语音(?!识别|导航)"
        r"|朋友圈|私信|短信|(?<=\d:\d\d)(?:[:：]| |\n)|我回(?=[:：])|(?i:\b(?:wechat|whatsapp|slack|im|dm)\b)"
    ),
    "email": r"邮件|电邮|来函|发函|邮箱|来信|(?i:\be-?mail(?:ed)?\b)",
    "phone": (
        r"电话(?!号码|会议系统)|通话|去电|来电|致电|打(?:了|个|过|给|来)|通了?个?话|挂了|挂断|接到|拨|三方通话|占线"
        r"|(?i:\b(?:call(?:ed)?|phoned?|rang)\b)"
    ),
    "demo": r"演示|宣讲|试用会|(?i:\bdemo(?:ed)?\b)",
    "exchange": (
        r"技术交流|交流会|交流|研讨|技术(?:沟通|对接|讨论|评审)|答疑会"
        r"|(?i:\b(?:workshop|tech session|technical session|exchange|review)\b)"
    ),
    "other": (
        r"吃[了个顿碗完着]|吃饭|饭局|聚餐|[晚午]宴|宴请|酒局|喝[酒了茶]|展会|展[上台]|论坛|峰会|大会|年会|糖酒会|开标|行业会"
        r"|球|高尔夫|爬山|钓|婚|结婚|寿宴|校庆|培训|碰[到见着上]|撞[见上]|遇[到见]|偶遇|聚"
        r"|(?i:\b(?:dinner|lunch|trade show|forum|expo)\b)"
    ),
    "visit": (
        r"拜访|面谈|面访|上门|登门|走访|回访|来访|到访|会面|见面|碰面|现场|当面|面对面|会谈|座谈|参观|接待|巡检|勘[查测]|验收"
        r"|[去到跑来走](?:了|过)?一?[趟次]|[跑走来去]了.{0,2}趟|见[了到着]|今?见(?=[\u4e00-\u9fff])|[去到在](?=[^，。]{1,12}(?:办公室|车间|楼下|会议室|厂|公司|门口|现场|大厅|食堂|工地|楼道|走廊))"
        r"|去(?!年|世|掉|电)|到(?!位|账|期|货|现在|时候|时|底|家)|来(?=我们|厂|公司)|从(?=.{1,10}(?:出来|回来|出))|陪|坐[了着坐会]|聊"
        r"|(?i:\b(?:visit(?:ed)?|on-?site|met|in person|face[- ]to[- ]face|stopped by|dropped by)\b)|@"
    ),
}
_PATTERNS = tuple((channel, re.compile(words)) for channel, words in _WORDS.items())
MOST = 60  # words that are weighed; the channel is told at the beginning or under a heading


def find_channels(text: str) -> list[FoundChannel]:
    """Return every word that may tell a channel, in order."""
    found = [
        FoundChannel(channel, hit.start(), hit.end())
        for channel, pattern in _PATTERNS
        for hit in pattern.finditer(text)
    ]
    return sorted(found, key=lambda hit: (hit.start, hit.end))[:MOST]
