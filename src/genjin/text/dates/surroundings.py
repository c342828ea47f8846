"""Whether 3.15, 3-15 and 4/2 are dates there where they stand: the words on both sides tell."""

import re

from genjin.text.dates.absolute_rules import MEASURE

_OPENERS = frozenset(" \t\n([{<（【〔「『《“\"',，、;；:：。.!！?？@|—–~～→>…✓√*•·●于在到至约前截止期定自从")
_CLOSERS = frozenset("\n\t)]}>）】〕」』》”',，、;；:：。!！?？|—–~～→(（【@起")
_SUFFIX = re.compile(r" ?(?:之?前|以前|止|左右|前后|[日号周星礼]|[上下中]午|晚|早|凌晨|[-–—~～至到] ?\d)")
_FULL_STOP = re.compile(r"\.(?=\s|$)")
# What is done on a day: the words an entry goes on with after its date.
_VERB = re.compile(
    r"[拜提发安完出约与和跟向给陪送寄联召组参见去赴到来做办准确催签递交讨谈沟协进回现电会带请报对邀演培整更编写补"
    r"落推配启申下上由我客双再第线内开]"
)
_VALUE = re.compile(
    r"(?:[Vv]|Android|Windows|Win|iOS|Python|Java|Oracle|PHP|USB|HDMI|PCIe|Office|Ubuntu|CentOS|K8s"
    r"|[Vv]er(?:sion)?|版本?|报价|价格|单价|[涨降高低]|约|比例|系数|[得评]分|[共计为是占达了])[:：]? ?$"
)
_MEASURE = re.compile(MEASURE.replace("(?!", "(?=", 1))
_PADDED = re.compile(r"0\d|1[3-9]|2\d|3[01]")


def is_clear(text: str, start: int, end: int, *, slot: bool) -> bool:
    """Tell whether the numbers at this place may be a month and a day.

    ``slot`` means that a date is to be expected here: in a bracket, at the front or the end of an item.
    There a name may adjoin it (小马3/12寄样); what follows is for the one who expects it to judge.
    """
    if slot:
        return _opens_slot(text, start) and not _MEASURE.match(text, end)
    return _opens(text, start) and _closes(text, end) and _reads_as_date(text, start, end)


def _opens_slot(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before in "-/":
        return start == 1 or not (
            text[start - 2].isdigit() or (before == "-" and text[start - 2].isascii() and not text[start - 2].islower())
        )
    return not _VALUE.search(text, max(0, start - 9), start)


def _opens(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before in "-/":
        return start == 1 or not (text[start - 2].isdigit() or (before == "-" and text[start - 2].isascii()))
    return before in _OPENERS and not _VALUE.search(text, max(0, start - 9), start)


def _closes(text: str, end: int) -> bool:
    if end == len(text) or text[end] in _CLOSERS or _SUFFIX.match(text, end) or _FULL_STOP.match(text, end):
        return True
    if _MEASURE.match(text, end):
        return False
    return text[end] == " " or text[end] in "-/" or bool(_VERB.match(text, end))


def _reads_as_date(text: str, start: int, end: int) -> bool:
    """Tell whether month and day are written as one would a date, not a fraction or a stretch (3-5)."""
    if "-" not in text[start:end]:
        return True
    month, number = text[start:end].split("-")[:2]
    return (len(month) == 2 and month[0] == "0") or bool(_PADDED.fullmatch(number))
