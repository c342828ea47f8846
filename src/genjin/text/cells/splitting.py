"""A packed cell cut into its items: numbered, bulleted, one a line, or several on one line.

Works on the text as it is written; normalising first would turn ① into 1.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from genjin.text.cells.brackets import closing_of_first, is_open
from genjin.text.cells.exact import is_exact
from genjin.text.cells.slot_words import DATE_LABEL, HELPER_LABEL, OWNER_LABEL
from genjin.text.dates.numerals import fold, number

# A cell that says there is nothing.
EMPTY = frozenset({"", "无", "暂无", "没有", "/", "\\", "-", "--", "—", "——", "－", "n/a", "na", "none", "nil", "／"})
_CHINESE = "[一二三四五六七八九十]{1,3}"
# Each way of numbering, its number in group 1. What follows must not make it a decimal (1.5) or a date (3.15).
_STYLES = {
    "circled": r"([①-⑳㉑-㉟❶-❿⓫-⓴⓵-⓾⑴-⒇⒈-⒛])[、.．:：]?",
    "bracketed": rf"[（(【\[] ?(\d{{1,2}}|{_CHINESE}) ?[）)】\]][、.．:：]?",
    "dotted": r"(\d{1,2}) ?(?:[.．](?!\d)|[.．](?=\d{1,2}月|20\d\d年))",
    "listed": r"(\d{1,2}) ?[、)）][、.]?",
    "chinese": rf"({_CHINESE})[、.．]",
    "counted": r"([一二三四五六七八九])是[:：]?",
    "ordinal": rf"第({_CHINESE}|\d{{1,2}})步?[，,、:：.]",
    "colon": r"(\d{1,2})[:：](?!\d)",
    "lettered": r"([a-hA-H])[.．)）](?![a-zA-Z0-9])",
}
_BULLET = r"(?:[•·★☆➤➢➣➔➜※*＊❖✦✧❑❒⦁∙‣\u25a0-\u25ff]+[.、]?|[-–－—](?![-–—－\d.．０-９])(?=\s*\S)|[-–－](?=\s+\S))"
_MARK = re.compile(
    "[ \t\u3000]*(?:" + "|".join(f"(?P<{s}>{p})" for s, p in _STYLES.items()) + f"|(?P<bullet>{_BULLET}))[ \t\u3000]*"
)
_INLINE = {style: re.compile(pattern + r"[ \t\u3000]*") for style, pattern in _STYLES.items()}
_NUMBER = {style: re.compile(pattern) for style, pattern in _STYLES.items()}
_SPACED = re.compile(r"\s*(\d{1,2})[ \u3000\t]+(\D.*)")
_DOTTED = re.compile(r"\s*(\d{1,2})[.．](?!\d{1,2}(?:[\s.\-/日号前]|$))(\d.*|[^\d].*)")
# A lone 1.4家新店 is the first of a list: nobody counts shops in tenths.
_LONE = re.compile(r"\s*1[.．](?=[1-9]\d?(?:家|个(?!月|亿)|台|名|位|场|栋|座|条|份|套|次|人|店|D(?![A-Za-z0-9])))")
_INDENT = re.compile(r"(?: {2,}|\t|\u3000)")
_LINE_BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_LONGEST_OPEN = 2_000
_CARRIED_ON = ("：", ":", "，", ",", "、", "（", "(")
_JOINED = ("）", ")", "，", ",", "、", "。", "——", "→", "⇒", "=>", "->")
# A part that begins so belongs to the one in front: a label, not a new item.
_WHO_OR_WHEN = re.compile(rf"(?:{OWNER_LABEL}|{DATE_LABEL}) ?[:：]")
_LABEL = re.compile(
    rf"\s*(?:(?:{OWNER_LABEL}|{DATE_LABEL}|{HELPER_LABEL}"
    rf"|工作|内容|事项|任务|行动|工作内容|备注|说明|要求|地点|应对|对策) ?[:：]|[(（])"
)


@dataclass(slots=True)
class Piece:
    """One item's text without its mark; style and number as written (bullets have number 0)."""

    text: str
    style: str = ""
    number: int = 0
    indent: int = 0


def split_items(text: str, *, semicolons: bool = True) -> list[Piece]:
    """Return a cell's items in order, an empty numbered one included.

    ``semicolons``: also split an unnumbered line at ；where what follows is no label.
    """
    pieces: list[Piece] = []
    lines = [line for line in _LINE_BREAK.split(text) if line.strip()]
    spaced = _numbers_and_spaces(lines)
    for count, line in enumerate(lines, 1):
        if is_exact(line):
            pieces.append(Piece(line, "exact", count))
        elif spaced:
            pieces.append(Piece(spaced[count - 1], "spaced", count))
        else:
            _add_line(pieces, line)
    if lines and not pieces[0].style and (lone := _LONE.match(lines[0])) and not spaced and not is_exact(lines[0]):
        pieces = list(_sequence(lines[0][lone.end() :], "dotted", 1, 0)) if len(lines) == 1 else pieces
    if not any(piece.style for piece in pieces):
        pieces = list(_numbered_inside(pieces))
        if semicolons and not any(piece.style for piece in pieces):
            pieces = [part for piece in pieces for part in _at_semicolons(piece)]
    if len(lettered := [piece for piece in pieces if piece.style == "lettered"]) == 1 == len(pieces):
        lettered[0].text, lettered[0].style = text, ""
    for piece in pieces:
        piece.text = piece.text.strip()
    return pieces


def _numbers_and_spaces(lines: list[str]) -> list[str]:
    """Return the lines' texts where each begins with its own number (1 寄样品, 1.2台样机), else nothing."""
    for pattern in (_SPACED, _DOTTED) if len(lines) > 1 else ():
        found = [pattern.match(line) for line in lines]
        if all(m and int(m[1]) == n for n, m in enumerate(found, 1)):
            return [m[2] for m in found if m]
    return []


def _add_line(pieces: list[Piece], line: str) -> None:
    mark = _MARK.match(line)
    last = pieces[-1] if pieces else None
    if mark and mark.end() and _begins_item(pieces, mark):
        style = mark.lastgroup or ""
        indent = len(mark[0]) - len(mark[0].lstrip())
        rest = line[mark.end() :]
        pieces.extend(_sequence(rest, style, _number(style, mark[0]), indent))
    elif last and (
        last.style  # below a list every line belongs to it
        or _INDENT.match(line)
        or last.text.endswith(_CARRIED_ON)
        or line.lstrip().startswith(_JOINED)
        or (len(last.text) < _LONGEST_OPEN and is_open(last.text))
        or _belongs_to_last(line.strip())
    ):
        last.text += "\n" + (line.rstrip() if _INDENT.match(line) is None else line.strip())
    else:
        pieces.append(Piece(line))


def _belongs_to_last(line: str) -> bool:
    """Tell whether a line only says who and when: （张伟/3.5）, 负责人：张伟."""
    return bool(_WHO_OR_WHEN.match(line)) or (line[:1] in "（(" and closing_of_first(line) == len(line) - 1)


def _begins_item(pieces: list[Piece], mark: re.Match[str]) -> bool:
    """Tell whether the mark begins an item of the list, not a point inside the item before it."""
    style = mark.lastgroup or ""
    top = next((piece for piece in pieces if piece.style), None) if pieces and pieces[-1].style else None
    if style == "lettered" and (top is None or top.style != style) and _number(style, mark[0]) != 1:
        return False
    if style == "counted" and "二是" not in mark.string and (top is None or top.style != style):
        return False
    if top is None or style == top.style:
        return True
    indent = len(mark[0]) - len(mark[0].lstrip())
    if style == "bullet" or indent > top.indent:
        return False
    # Another way of numbering carries the list on only where its number is the next.
    return top.style == "bullet" or _number(style, mark[0]) == pieces[-1].number + 1


def _number(style: str, mark: str) -> int:
    found = _NUMBER[style].search(mark) if style in _NUMBER else None
    if not found:
        return 0
    words = found[1]
    if style == "circled":
        return int(unicodedata.numeric(words))
    if style == "lettered":
        return ord(words.lower()) - ord("a") + 1
    words = fold(words)
    try:
        return number(words)
    except (KeyError, ValueError):
        return 0


def _sequence(rest: str, style: str, first: int, indent: int) -> Iterator[Piece]:
    """Yield an item and those that follow it on the same line with the next numbers (1.拜访2.报价)."""
    start, at, count = 0, 0, first
    pattern = _INLINE.get(style)
    while pattern and (found := pattern.search(rest, at)):
        at = found.end()
        if _number(style, found[0]) == count + 1 and _parts(rest, start, found, style):
            yield Piece(rest[start : found.start()].strip(" \t；;，,、"), style, count, indent)
            start, count = found.end(), count + 1
    yield Piece(rest[start:], style, count, indent)


def _parts(rest: str, start: int, found: re.Match[str], style: str) -> bool:
    """Tell whether a number in the middle of a line begins an item rather than being part of a word."""
    at = found.start()
    before = rest[at - 1] if at else ""
    if (
        style in {"dotted", "listed", "colon", "lettered"}
        and before
        and ((before.isascii() and before.isalnum()) or before in ".．、/-")
    ):
        return False
    if style in {"chinese", "counted", "colon", "lettered"} and before not in "；;。，, \t":
        return False
    if style == "listed" and rest[found.end() - 1 : found.end()] in ")）" and is_open(rest[start:at]):
        return False
    return not is_open(rest[start:at])


def _numbered_inside(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield unmarked lines, cut where 1、…2、… begins in the middle of one."""
    for piece in pieces:
        for style in ("circled", "bracketed", "dotted", "listed"):
            for found in _INLINE[style].finditer(piece.text):
                if _number(style, found[0]) != 1 or not _parts(piece.text, 0, found, style):
                    continue
                items = list(_sequence(piece.text[found.end() :], style, 1, 0))
                before = piece.text[: found.start()].rstrip(" \t")[-1:]
                if (before and before not in "：:；;，,。)）") or not all(item.text for item in items[:-1]):
                    continue
                if len(items) > 1:
                    yield Piece(piece.text[: found.start()])
                    yield from items
                    break
            else:
                continue
            break
        else:
            yield piece


def _at_semicolons(piece: Piece) -> Iterator[Piece]:
    start = 0
    text = piece.text
    for found in re.finditer("[；;]", text):
        head, tail = text[start : found.start()], text[found.end() :]
        if head.strip() and tail.strip() and not _LABEL.match(tail) and not _LABEL.match(head) and not is_open(head):
            yield Piece(head)
            start = found.end()
    yield Piece(text[start:])
