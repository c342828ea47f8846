"""By which channel a contact took place: visit, phone, im, video, email, demo, exchange or other."""

import re
from typing import NamedTuple


class FoundChannel(NamedTuple):
    """A channel and the half-open span of the words that tell it."""

    channel: str
    start: int
    end: int


# The surest first: a demo at the customer's is a demo, a call about a visit is a call.
_WORDS = {
    "video": (
        r"视频(?:会议|会|通话|沟通|连线|了|开会|聊)?(?!监控|联网|平台|监测|分析|系统|云|流|质)"
        r"|线上(?:会议?|沟通|交流|评审|开会)?(?!线下|系统|平台|故障|事故|运行|跑)|腾讯会议|钉钉会议|飞书会议"
        r"|远程会议?|云会议|(?i:\b(?:Teams|Zoom|video|webex|online meeting|VC)\b)"
    ),
    "im": (
        r"微信|企微|企业微信|钉钉(?!会议)|飞书(?!会议)|QQ|群里|微信群|语音(?:转文字|消息|条)|朋友圈|私信|短信"
        r"|(?i:\b(?:wechat|whatsapp|slack|IM|DM)\b)"
    ),
    "email": (r"邮件|电邮|来函|发函|(?i:\be-?mail(?:ed)?\b)|邮箱"),
    "phone": (
        r"电话(?!号|会议系统|本)|通话|去电|来电|致电|打过来|打了?个?电|打过去|通了个?话|挂了"
        r"|接到.{0,8}(?:电|打)|拨|(?i:\b(?:call(?:ed)?|phoned?|rang|conf call)\b)"
    ),
    "demo": (
        r"产品演示|演示会|做了?个?(?:产品)?演示|演示(?:了|完|结束|完毕|现场|效果)"
        r"|(?<![次上们])演示(?=[：:，。]|$)|宣讲会|(?i:\bdemo\b)"
    ),
    "exchange": (
        r"技术交流|交流会|研讨会?|技术(?:沟通|对接|讨论)会?"
        r"|(?i:\b(?:workshop|tech(?:nical)? (?:session|exchange))\b)"
    ),
    "other": (
        r"吃了?[顿个碗]|请.{1,6}吃饭|饭局|聚餐|晚宴|宴请|酒局|吃饭|喝酒|展会|论坛|峰会|年会|开标(?:现场|会)"
        r"|行业会议|打球|球场|高尔夫|爬山|钓鱼|婚礼|(?i:\b(?:dinner|lunch|trade show|forum)\b)"
    ),
    "visit": (
        r"拜访|面谈|面访|上门|登门|走访|回访(?=了)|来访|到访|会面|见面|碰面|现场(?=[拜会沟面开，。：:\s]|$)"
        r"|驻场|(?:去|到|跑|来)了?一?[趟次]|见[了到]"
        r"|[去到在](?:了)?.{1,14}(?:办公室|车间|楼下|会议室|厂里|公司|门口|现场|大厅|食堂|工地)|当面|面对面"
        r"|(?<!视频)会谈|座谈|参观|接待|拦住|碰[到见]"
        r"|(?:今天|上午|下午|今早|早上|昨天|前天|昨|今).{0,3}[去到](?!位|账|期|货|现在)|从.{1,10}(?:出来|回来)"
        r"|陪.{1,12}(?:去|跑|走|参观|看)|坐了?坐"
        r"|(?i:\b(?:visit(?:ed)?|on-?site|met|in person|face[- ]to[- ]face)\b)"
    ),
}
_PATTERNS = tuple((channel, re.compile(words)) for channel, words in _WORDS.items())


def find_channels(text: str, start: int = 0, end: int | None = None) -> list[FoundChannel]:
    """Return every word in this span that may tell a channel, in order."""
    stop = len(text) if end is None else end
    found = [
        FoundChannel(channel, hit.start(), hit.end())
        for channel, pattern in _PATTERNS
        for hit in pattern.finditer(text, start, stop)
    ]
    return sorted(found, key=lambda hit: hit.start)
