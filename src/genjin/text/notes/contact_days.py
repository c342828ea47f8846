"""On which day a contact took place."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from genjin.text.dates import FoundDate, find_dates
from genjin.text.notes.pieces import Piece
from genjin.text.occupied import Occupied


class FoundDay(NamedTuple):
    """The day of a contact and the half-open span of the words that tell it."""

    day: date
    start: int
    end: int


# Words that say "today" without naming it.
_JUST = re.compile(
    r"^(?:嗯|呃|啊|那个|哎|就是|我)*(?P<now>刚刚?才?(?![好性需果])|方才|今儿个?|(?:今天)?(?:一早|上午|下午|中午|早上|早晨|凌晨|傍晚|晚上|大清早)|今早|今晨)"
    r"|(?P<now2>(?<![昨前明后周一二三四五六日天号])(?:上午|早上|中午)(?=[去跟和给在到与打]))"
    r"|(?P<now3>刚(?:跟|和|与|从|在|给|挂|接|打|开完|见|收到|通|结束|聊|拜访|陪|送|出))"
    r"|\b(?P<now4>just (?:now|got|had|came|met|off)|this (?:morning|afternoon))"
)
# What somebody did on a day other than meeting us is no contact.
_CONTACT = re.compile(
    r"[去见跟和与陪给聊谈会访]|电话|通话|微信|邮件|视频|拜访|面谈|现场|来电|交流|演示|会议|线上|碰|找|打|约|call|met|visit|meeting|demo|session|workshop|发来|语音|收到|接到|走|跑|到|坐|出来|参加|陪|回访|请|饭"
)
_OTHER_DAYS = re.compile(r"去年|上个?月|前年|上季度|上半年|以前|之前|原来|当时")
_NOT_NOW = re.compile(r"如果|要是|万一|若|将|准备|打算|计划|下次|预计|可能|约在|截止|之前|前(?![天些几面台])")
_AFTERTHOUGHT = re.compile(r"^(?:这?[是都]?)?.{0,12}(?:的事|的会|的电话|聊的|谈的|见的|补记|发生的)?$")
_INTERNAL = re.compile(
    r"内部(?:会|讨论|评审|策略|复盘|通报|沟通|例会|碰|开|研讨)|自己内部|公司内部|团队(?:说|过|碰|开)|复盘|仅我方|未邀请客户|内部[)）】]|周报批示|风险预判|internal",
    re.IGNORECASE,
)


def find_contact_day(text: str, pieces: Sequence[Piece], today: date, taken: Occupied) -> FoundDay | None:
    """Return the day of the contact, None where the note does not tell or is about our own work alone.

    ``taken`` are the characters of next steps: their dates are deadlines.
    """
    dates = [
        found
        for found in find_dates(text, reference=today, tense="past")
        if found.first == found.last and found.first <= today and not taken.touches(found.start, found.end)
    ]
    for piece in pieces:
        if piece.section == "date":
            for found in within(dates, piece)[:1]:
                return FoundDay(found.first, found.start, found.end)
    internal = _INTERNAL.search(text)
    scored = [(_weight(piece, found, i), found) for i, piece in enumerate(pieces) for found in within(dates, piece)]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best and best[0] > 0 and not (internal and best[0] < 3):
        return FoundDay(best[1].first, best[1].start, best[1].end)
    if internal:
        return None
    for i, piece in enumerate(pieces):
        if taken.touches(piece.start, piece.end) or piece.section in {"steps", "risks"} or i > 4:
            continue
        just = _JUST.search(piece.text)
        if just and not piece.quoted and (i == 0 or _CONTACT.search(piece.text)):
            name = just.lastgroup or "now"
            return FoundDay(today, piece.start + just.start(name), piece.start + just.end(name))
    return None


def within(dates: Sequence[FoundDate], piece: Piece) -> Sequence[FoundDate]:
    """Return the dates that begin in a piece."""
    first = bisect_left(dates, piece.start, key=lambda found: found.start)
    return dates[first : bisect_left(dates, piece.end, key=lambda found: found.start)]


def _weight(piece: Piece, found: FoundDate, place: int) -> float:
    """Weigh how surely a date in a piece is the day of the contact."""
    if piece.section in {"steps", "risks", "owner", "objections"}:
        return -9
    words = piece.text
    weight = 3.0 - 0.5 * place
    if place > 1 and len(words) <= found.end - found.start + 6:
        weight += 2.5 if re.search("的事|补记|聊的|谈的", words) or len(words) <= found.end - found.start + 2 else 0
    if _CONTACT.search(words.replace(words[found.start - piece.start : found.end - piece.start], "")):
        weight += 2
    if piece.quoted:
        weight -= 4
    if found.start - piece.start <= 4:
        weight += 1
    if _NOT_NOW.search(words):
        weight -= 2.5
    if _OTHER_DAYS.search(words):
        weight -= 2
    return weight
