"""Objection and risk cells: what is said or feared, and what we answer or do."""

import re
from collections.abc import Iterable

from genjin.text.cells.brackets import CLOSING, OPENING, is_open, opening_of_last
from genjin.text.cells.exact import read_exact_answer
from genjin.text.cells.items import AnsweredItem
from genjin.text.cells.splitting import EMPTY, split_items

_WE = r"(?:我方|我们|我司|销售|己方)?"
_RESPONSE = (
    rf"(?:{_WE}(?:的)?(?:应对|对策|回应|答复|回复|措施|应答|解答|解决|化解|处理|策略|规避|预案|缓解|反馈|解释"
    rf"|说明|做法|方案|行动|咋[防办弄整回]|怎么[防办回]|如何(?:应对|解决)|办法)(?:措施|方案|办法|策略|建议|方法|方式|思路|口径|话术)?|答|A|Answer|Response"
    rf"|Mitigation|Action|Plan|Counter)"
)
_QUESTION = re.compile(
    r"^(?:(?:客户)?(?:风险点?|异议|疑虑|问题|顾虑|担心点?|疑问|质疑)"
    r"|问|Q|Risk|Objection|Concern|Issue)\d{0,2} ?[:：] ?"
    r"|^【(?:客户)?(?:风险点?|异议|疑虑|问题|顾虑)】[:：]? ?",
    re.IGNORECASE,
)
_US = "(?:我方|我们|我司|咱们)"
_ANSWER_IS = "(?:应对|对策|回应|答复|措施)(?:措施|方案|办法)?[为是]"
_BRACKETED = re.compile(rf"(?:{_RESPONSE}|{_US})\d{{0,2}} ?[:：]\s*|【{_RESPONSE}】[:：]?\s*|{_ANSWER_IS}")
_LABELLED = re.compile(
    rf"[\s；;，,。、.\n—–\-→|/]{{1,6}}(?:{_RESPONSE}|{_US})\d{{0,2}} ?[:：]\s*|(?<=[？?！!）)]){_RESPONSE} ?[:：]\s*"
    rf"|\s*【{_RESPONSE}】[:：]?\s*|\s+(?:应对|对策|回应|答复|措施)(?:措施|方案)?\s+"
    rf"|[；;，,。]{_ANSWER_IS}"
)
_ARROW = re.compile(r"(?:-{1,3}[>＞]|={1,3}[>＞]|[→⇒➔➜➡⟶⟹⇨➙➞▶►]️?|>{2,})")
_DASH = re.compile(
    r"——+|--+|(?<!\d)—|—(?!\d)|(?<=\s)[-–/／](?=\s)|(?<=[\u3400-\u9fff\s”）)%％])[|｜](?=[\u3400-\u9fff\s])"
    r"|(?<=[\u3400-\u9fff\s”）)%％])｜"
)
_CHANGE = re.compile(
    r"\d[\d.,]*(?P<u>[%％a-zA-Z℃天日月年周家台个人次秒分万亿元]{0,3})(?:-{1,3}[>＞]|={1,3}[>＞]|[→⇒➔➜➡⟶⟹⇨➙➞])"
    r"\d[\d.,]*(?P=u)(?![内之以\d])"
)
_FIGURES = re.compile(
    r"\d[\d.,]*(?P<u>[万亿千元]{0,2})(?:-{1,3}[>＞]|={1,3}[>＞]|[→⇒➔➜➡⟶⟹⇨➙➞])\d[\d.,]*(?:[万亿千元]|(?![a-zA-Z%％天日月年周家台个人次套]))"
)
_WORRY = re.compile(r"[^，,我咱先再可]{0,8}(?:不肯|不愿|不认|不够|不想|不放心|不满|担心|怕|嫌|质疑|太[贵高慢长少低难])")
_TAIL = "；;，,、 \t\n\u3000"
_SEMICOLON = re.compile(
    r"[；;]|(?:(?<=。)|[。\s])(?=(?:问|Q) ?[:：])|[。\s](?=(?:风险点?|异议|疑虑|问题|顾虑|疑问)\d{0,2} ?[:：])"
)


def read_answered_items(text: str) -> list[AnsweredItem]:
    """Return the objections or risks packed in a cell, each with the answer that stands beside it."""
    if text.strip().lower() in EMPTY:
        return []
    pieces = split_items(text, semicolons=False)
    numbered = any(piece.style for piece in pieces)
    parts = [part for piece in pieces for part in ([piece.text] if numbered else _parts(piece.text))]
    items: list[AnsweredItem] = []
    for part in parts:
        words = part.strip(_TAIL)
        if not words:
            continue
        if exact := read_exact_answer(part):
            items.append(exact)
            continue
        label = _BRACKETED.match(words)
        if label and items and items[-1].response is None:
            items[-1] = AnsweredItem(items[-1].content, words[label.end() :].strip(_TAIL) or None)
        else:
            items.append(_read_one(words))
    return items


def _parts(text: str) -> list[str]:
    """Cut an unnumbered line at ；: before each part that brings its own answer, or everywhere if none has one."""
    parts: list[str] = []
    for part in _SEMICOLON.split(text):
        asks = bool(_QUESTION.match(part.strip()))
        if parts and (
            is_open(parts[-1])
            or (not asks and (_BRACKETED.match(part.strip()) or (_answer(parts[-1]) and not _is_own(part))))
        ):
            parts[-1] += "；" + part
        else:
            parts.append(part)
    return parts


def _is_own(part: str) -> bool:
    """Tell whether a part brings its own answer, or says what they will not have (底楼住户不肯分摊)."""
    return _answer(part) is not None or bool(_WORRY.match(part))


def _read_one(words: str) -> AnsweredItem:
    content, response = _answer(words) or (words, None)
    bare = _QUESTION.sub("", content)
    return AnsweredItem(bare or content, response)


def _answer(words: str) -> tuple[str, str] | None:
    """Return what is said and what answers it, None where nothing does."""
    return _bracketed(words) or _split_at(words, _LABELLED) or _at_arrow(words) or _split_at(words, _DASH)


def _bracketed(words: str) -> tuple[str, str] | None:
    body = words.rstrip("。.；; ")
    at = opening_of_last(body)
    label = _BRACKETED.match(body, at + 1) if at > 0 else None
    if not label:
        return None
    response = body[label.end() : -1].strip(_TAIL)
    return (body[:at].strip(_TAIL), response) if response else None


def _split_at(words: str, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """Split at the first match outside brackets that has words on both sides."""
    return _cut(words, pattern.finditer(words))


def _at_arrow(words: str) -> tuple[str, str] | None:
    """Split at the first arrow that is no change of figures (8亿→1200万)."""
    return _cut(words, (found for found in _ARROW.finditer(words) if not _is_change(words, found)))


def _is_change(words: str, arrow: re.Match[str]) -> bool:
    first = max(0, arrow.start() - 12)
    around = words[first : arrow.end() + 12]
    changes = (change for pattern in (_FIGURES, _CHANGE) for change in pattern.finditer(around))
    return any(change.start() < arrow.start() - first < change.end() for change in changes)


def _cut(words: str, places: Iterable[re.Match[str]]) -> tuple[str, str] | None:
    depth, at = 0, 0
    for found in places:
        for char in words[at : found.start()]:
            depth = max(0, depth + (char in OPENING) - (char in CLOSING))
        at = found.start()
        if depth == 0 and words[:at].strip(_TAIL):
            content, response = words[:at].strip(_TAIL), words[found.end() :].strip(_TAIL)
            return (content, response) if response else None
    return None
