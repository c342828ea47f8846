"""What is left of a note: risks, what happened, and what nothing uses."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from genjin.text.notes.context import Context
from genjin.text.notes.pieces import Piece
from genjin.text.notes.proposal import Placed, Span
from genjin.text.occupied import Occupied

_RISK = re.compile(r"风险(?:在于|点|是|[:：])|(?:存在|有|的)(?:[\u4e00-\u9fff]{0,8})风险|隐患|\brisk\b", re.IGNORECASE)
_HEADED = frozenset({"customer", "date", "channel", "people", "place", "owner"})
_SMALL = re.compile(
    r"[\W\d]*(?:今天|昨天|上午|下午|晚上|客户|电话|微信|邮件|视频|面谈|拜访|现场|会议|记录|纪要|会议纪要|拜访记录)?[\W\d]*"
)


def find_risks(note: Context, taken: Occupied) -> list[Placed[str]]:
    """Return the pieces that are called a risk or stand under that heading."""
    return [
        Placed(piece.text, piece.start, piece.end)
        for piece in note.pieces
        if (piece.section == "risks" or _RISK.search(piece.text)) and not taken.touches(piece.start, piece.end)
    ]


def find_feedback(note: Context, taken: Occupied) -> list[Placed[str]]:
    """Return the passages that say what happened: whole pieces that went nowhere else, neighbours joined."""
    passages: list[Span] = []
    last = -9
    for place, piece in enumerate(note.pieces):
        if piece.section in _HEADED or taken.touches(piece.start, piece.end) or not _says_something(note, piece):
            continue
        if passages and last == place - 1 and "\n" not in note.text[passages[-1][1] : piece.start]:
            passages[-1] = (passages[-1][0], piece.end)
        else:
            passages.append((piece.start, piece.end))
        last = place
    return [Placed(note.text[start:end], start, end) for start, end in passages]


def unused(text: str, used: Iterable[Span]) -> list[Span]:
    """Return the spans of the text that lie in none of the others."""
    left: list[Span] = []
    at = 0
    for start, end in sorted(used):
        if at < start:
            left.append((at, start))
        at = max(at, end)
    if at < len(text):
        left.append((at, len(text)))
    return left


def _says_something(note: Context, piece: Piece) -> bool:
    """Tell whether a piece holds more than a name, a day or the word for the channel."""
    first = bisect_left(note.channels, piece.start, key=lambda hit: hit.start)
    last = bisect_left(note.channels, piece.end, key=lambda hit: hit.start)
    marks = [(start, end) for start, end, _ in note.marked_in(piece.start, piece.end)]
    marks += [(hit.start, hit.end) for hit in note.channels[first:last]]
    marks.sort()
    ends = [(piece.start, piece.start), *marks, (piece.end, piece.end)]
    return any(not _SMALL.fullmatch(note.text[one[1] : two[0]]) for one, two in pairwise(ends) if one[1] < two[0])
