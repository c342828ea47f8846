"""A note cut into pieces: the stretches that are one statement each."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from genjin.text.notes.headings import LABEL, section_of

MOST_OF_A_BREATH = 24
LEAST = 4
_ASIDE = re.compile(r"[（(][^（）()\n]{0,24}[）)]")  # a short aside is not cut: （王磊，3月20日前）
_OPENING, _CLOSING = '“「『《"', '”」』》"'
_MARKER = re.compile(
    r"(?:[①-⑳]|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]|(?:\d{1,2}|[a-zA-Z])[.．、)）](?!\d)"
    r"|\d{1,2}\.(?=\d{1,2}[月/.\-]\d)|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五][，,、:：]|[一二三四五]是"
    r"|[-–—•·●*√✓>]+ ?)[ \u3000]*"
)
_LINE_NUMBER = re.compile(r"\d{1,2}[ \u3000]+(?=[^\d\s])")
# Inside a line a dash is no bullet: 李娜 - 改方案.
_MARKER_AHEAD = re.compile(r"(?<=[\s。；;，,：:！？!?】）)])(?:(?<=\n)|(?![-–—*>]))(?=" + _MARKER.pattern + ")")
_ENDS = "。！？!?；;…\n\r｜|"
_PAUSES = "，,\t"
# Where speech without punctuation takes a new breath.
_BREATH = re.compile(
    r"(?=然后|顺便|顺道|临走|完了|另外(?!一?[家个两])|不过|但是|而且|还说|又说|也说|并且|还有|所以|结果|后来|最后|目前|接着|反正|因为|如果|(?<!主)要是"
    r"|(?<![跟和给让对叫请替帮向问])[他她]们?[说讲]|还问|又问|问我|问能"
    r"|让我|叫我|要我|请我|(?<![跟和给让对叫请替帮向问要])我(?:们)?(?:去|问|就|把|准备|打算|先|再|得|争取|回头)"
    r"|(?<![跟和给让对叫请替帮向问要])我说)"
    r"|(?<=[^他她我们跟来没的])[说讲](?![了过是的法话明服清一不])(?=[\u3400-\u9fff]{6})"
)
_DOER = re.compile(
    r"(?:(?:那|就|还)?(?:让|请|叫|由|已让)?(?:我们?|咱们?|他们?|她们?)(?:准备|打算|计划|争取|得|在|于|想|就|最[晚迟])?)$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement and its half-open span; ``opens`` a sentence, stands in quotation marks, under a heading."""

    text: str
    start: int
    end: int
    sentence: int
    section: str | None
    quoted: bool
    marked: bool
    speaker: str | None


def cut(text: str, breaks: Collection[int] = ()) -> list[Piece]:
    """Return the pieces of a note in order; what lies between them is punctuation, labels and numbering.

    ``breaks`` are places where a date begins: long speech without punctuation is cut there too.
    """
    pieces: list[Piece] = []
    section: str | None = None
    speaker: str | None = None
    depth = 0
    for number, (begins, end) in enumerate(_sentences(text)):
        opens_line = text[begins - 1 : begins] in {"", "\n"}
        speaker = None if opens_line else speaker
        start, marked = _skip_marker(text, begins, end)
        if label := LABEL.match(text, start, end):
            section = section_of(label)
            start, again = _skip_marker(text, label.end(), end)
            marked = marked or again
        elif section in _HEADS and (marked or opens_line):
            section = None
        if said := _SPEAKER.match(text, start, end):
            speaker, start = said["who"], said.end()
        for span in _clauses(text, start, end, breaks):
            quoted, depth = _quoted(text[slice(*span)], depth)
            at, stop = _trimmed(text, *span)
            if at < stop:
                pieces.append(Piece(text[at:stop], at, stop, number, section, quoted, marked, speaker))
    return pieces


def _quoted(words: str, depth: int) -> tuple[bool, int]:
    """Tell whether words stand in quotation marks, and how many are open behind them."""
    opens, closes = sum(c in "“「『" for c in words), sum(c in "”」』" for c in words)
    return depth > 0 or opens > 0, max(depth + opens - closes, 0)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between full stops, lines, items and labels."""
    cuts = {0, len(text)}
    for i, c in enumerate(text):
        if c in _ENDS and text[i + 1 : i + 2] in _CLOSING and i + 1 < len(text):
            cuts.add(i + 2)
        elif c in _ENDS or (c == "." and text[i + 1 : i + 2] in {" ", "\n", ""} and text[i - 1 : i].isalpha()):
            cuts.add(i + 1)
        elif c == "【":
            cuts.add(i)
    cuts.update(found.start() for found in _MARKER_AHEAD.finditer(text))
    cuts.update(found.start() for found in LABEL.finditer(text))
    ordered = sorted(cuts)
    yield from pairwise(ordered)


def _skip_marker(text: str, start: int, end: int) -> tuple[int, bool]:
    while start < end and text[start] in " \t\u3000\n\r":
        start += 1
    line_start = start == 0 or text[start - 1] in "\n\r"
    marker = _MARKER.match(text, start, end) or (_LINE_NUMBER.match(text, start, end) if line_start else None)
    return (marker.end(), True) if marker and marker.end() < end else (start, False)


def _clauses(text: str, start: int, end: int, breaks: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the parts between commas; a long one without any, breath by breath."""
    at, closed = start, start
    for i in range(start, end):
        if text[i] in "（(":
            aside = _ASIDE.match(text, i, end)
            closed = aside.end() if aside else closed
        quote = text[i] in "：:" and i + 1 < end and text[i + 1] in _OPENING
        if i >= closed and (quote or (text[i] in _PAUSES and not _in_number(text, i))):
            yield from _breaths(text, at, i + 1, breaks)
            at = i + 1
    yield from _breaths(text, at, end, breaks)


def _in_number(text: str, at: int) -> bool:
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _breaths(text: str, start: int, end: int, breaks: Collection[int]) -> Iterator[tuple[int, int]]:
    if (
        end - start <= MOST_OF_A_BREATH
        or sum("\u4e00" <= c <= "\u9fff" for c in text[start:end]) < MOST_OF_A_BREATH // 2
    ):
        yield start, end
        return
    places = {found.end() if found[0] else found.start() for found in _BREATH.finditer(text, start + 1, end)}
    for day in breaks:
        if start < day < end:
            doer = _DOER.search(text, max(start, day - 8), day)
            places.add(doer.start() if doer else day)
    at = start
    for place in sorted(places):
        if place - at >= LEAST and end - place >= LEAST:
            yield at, place
            at = place
    yield at, end


# Who speaks, in a pasted chat: 王磊 14:03：, 我：.
_SPEAKER = re.compile(
    r"(?<![^\n])(?P<who>[^\s：:，。,；;“”]{1,10})(?:[ \u3000]?[（(][^）)\n]{1,12}[）)])?"
    r"(?:[ \u3000]+(?:\d{1,4}[-/年月.]\S{1,8}[ \u3000])?\d{1,2}:\d\d(?::\d\d)?)?[ \u3000]?[:：](?!\d)"
)
# Headings that hold one line, not a list.
_HEADS = frozenset({"customer", "date", "channel", "people", "place", "topic", "owner"})
_EDGE = frozenset(" \t\u3000\n\r，,。；;：:！!？?、…|｜/—–-“”「」『』\"'‘’～~")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and (text[end - 1] in _EDGE or (text[end - 1] == "." and text[end - 2 : end - 1].isalpha())):
        end -= 1
    return start, end
