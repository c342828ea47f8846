"""The customer's people in a note, as the text calls them; and where our own people are named."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from genjin.text.name_words import DOUBLE, SURNAMES
from genjin.text.names import FoundName, find_people, is_person, is_titled
from genjin.text.no_names import PLACES, WORDS
from genjin.text.notes.customers import FoundCustomer
from genjin.text.notes.name_words import (
    COMMON_WORDS,
    NEVER_INSIDE,
    NO_FAMILIAR,
    NO_NAMES,
    RARE,
    SIZES,
    TITLES,
    WORD_ENDS,
)
from genjin.text.notes.pieces import Piece
from genjin.text.occupied import Occupied

_NAME = f"(?:{DOUBLE}|[{SURNAMES}{RARE}])"
_TITLED = re.compile(rf"(?P<name>{_NAME}[\u4e00-\u9fff]{{0,2}}?副?(?:{TITLES}))")
_SHORT = re.compile(
    rf"(?P<name>{_NAME}(?:总|工|姐|哥|董|处|科|局|院|部|校|所|行|导|厂|老(?![家板师婆公人]))"
    r"(?![价体计数额量共结包部务线署门长理置境级身里程作厂具家商房区]))"
)
_FAMILIAR = re.compile(
    rf"(?P<name>[老小阿][{SURNAMES}{RARE}]|阿[\u4e00-\u9fff]|(?<=[管理部科室监任跟和与找问的务])[\u4e00-\u9fff](?<![小大表学空师])[姐哥])"
)
_SURNAME_AT = re.compile(rf"{_NAME}|[老小阿]|[\u4e00-\u9fff](?=[姐哥])")
_INNER = re.compile(rf"{_NAME}副?(?:{TITLES})")
_NO_FAMILIAR = re.compile(NO_FAMILIAR)
_OURS_AHEAD = re.compile(
    r"(?<!支持)(?<!挺)(?<!认可)(?<!帮)(?:我方|我司|我们|咱们|我们公司|我公司|我部|乙方)"
    r"(?:的|是|有|出席|参会|参加|人员)?[:：为]?[ ]?(?:[\u4e00-\u9fff]{0,4}[经总顾工售销研交]\S{0,3})?$"
)
_OUR_LIST = re.compile(
    r"(?:我方|我司|我们|乙方)(?:参会|参加|出席|人员|与会)?(?:人员)?[:：]?(?P<names>[^；;。\n】【（(]{2,60})"
)
_BEFORE_NAME = frozenset("和与、跟见的由请让是找给对个位叫")
_BARE = re.compile(rf"{_NAME}[\u4e00-\u9fff]{{1,2}}")
_LIST_SPLIT = re.compile(r"[、，,；;/／&＋+ \u3000()（）]|和|以及|及")
_DEPARTMENT = re.compile(
    r"^.*(?:部|处|科|室|中心|办|组|局|院|公司|集团|车间|事业部|总监|经理|主任|主管|对方|甲方|客户|客户方|校方|院方|港方)[:：]?(?=[\u4e00-\u9fff]{2,3}$)"
)
# A full name that a role in front or a change of office behind shows.
_IN_OFFICE = re.compile(
    rf"(?:(?<=C[ETIFO]O)|(?<=VP)|(?<=[经总][理监])|(?<=主[任管])|(?<=负责人)|(?<=组长)|(?<=工程师)|(?<=代表)|(?<=董事长))"
    rf"(?P<name>{_NAME}[\u4e00-\u9fff]{{1,2}}?)(?=说|表示|认为|觉得|提|问|担|，|、|反馈|确认|讲|称|在|对|[（(])"
    rf"|(?:(?<=[由的，。、；])|(?<![\u4e00-\u9fff]))(?P<late>{_NAME}[\u4e00-\u9fff]{{1,2}}?)(?=接任|升任|调任|出任|接替|离职|调往)"
)
_ENGLISH = re.compile(r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?(?![A-Za-z])")
_GROUP = {"客户", "对方", "甲方", "全体", "大家", "各科", "多人", "等"}


@dataclass(frozen=True, slots=True)
class People:
    """Where a note names people: the customer's (first mention of each) and ours, by span."""

    contacts: tuple[FoundName, ...]
    ours: tuple[FoundName, ...]


def find_contacts(
    text: str, pieces: Sequence[Piece], people: Collection[str], customers: Iterable[FoundCustomer]
) -> People:
    """Tell the customer's people from our own; a name on the roster is ours, everybody else is theirs."""
    places = list(customers)
    ours = [FoundName(hit[0], *hit.span()) for name in people if name for hit in re.finditer(re.escape(name), text)]
    our_spans = [(hit.start, hit.end) for hit in ours]
    for group in _OUR_LIST.finditer(text):
        our_spans.append(group.span("names")) if _only_names(group["names"], people) else None
    taken = Occupied(len(text), [*our_spans, *((place.start, place.end) for place in places)])
    found: list[FoundName] = []
    ends = {place.end for place in places}
    for hit in _candidates(text, pieces, people, ends):
        if taken.touches(hit.start, hit.end):
            continue
        if not _OURS_AHEAD.search(text, max(0, hit.start - 10), hit.start) and not _called(text, hit):
            taken.take(hit.start, hit.end)
            found.append(hit)
    first: dict[str, FoundName] = {}
    for hit in sorted(found, key=lambda hit: hit.start):
        first.setdefault(hit.name, hit)
    return People(tuple(first.values()), tuple(sorted(ours, key=lambda hit: hit.start)))


def _only_names(words: str, people: Collection[str]) -> bool:
    return all(part in people or is_person(part) for part in _LIST_SPLIT.split(words) if part)


def _called(text: str, hit: FoundName) -> bool:
    """Tell whether the name is what the customer calls us: “小王，我得跟你说声对不住”."""
    return text[hit.start - 1 : hit.start] in {"“", '"', "「"} and text[hit.end : hit.end + 1] in "，,！!：:"


def _candidates(
    text: str, pieces: Sequence[Piece], people: Collection[str], ends: Collection[int]
) -> Iterable[FoundName]:
    yield from _listed(text, pieces)
    for piece in pieces:
        if piece.speaker and is_person(piece.speaker):
            at = text.rfind(piece.speaker, 0, piece.start)
            yield FoundName(piece.speaker, at, at + len(piece.speaker))
    for pattern in (_TITLED, _SHORT, _FAMILIAR):
        for start in (hit.start() for hit in _SURNAME_AT.finditer(text)):
            hit = pattern.match(text, start)
            if hit and (_holds(text, hit, pattern, begins=start in ends)):
                yield FoundName(hit["name"], *hit.span("name"))
    yield from (FoundName(hit[0], *hit.span()) for hit in _ENGLISH.finditer(text))
    for hit in _IN_OFFICE.finditer(text):
        group = "name" if hit["name"] else "late"
        if is_person(hit[group]) and not is_titled(hit[group]) and hit[group] not in NO_NAMES:
            yield FoundName(hit[group], *hit.span(group))
    for found in find_people(text, people):
        if found.name not in people and _passes(text, found):
            yield found


def _holds(text: str, hit: re.Match[str], pattern: re.Pattern[str], *, begins: bool) -> bool:  # noqa: PLR0911  one line for each reason
    """Tell whether what looks like a name is one; ``begins``: a customer's name stands straight in front."""
    name, start = hit["name"], hit.start("name")
    if pattern is _FAMILIAR:
        after = text[start + 1 : start + 3]
        known = after in WORDS or after in PLACES or bool(_NO_FAMILIAR.match(text, start))
        return not known and (begins or text[start - 1 : start] not in SIZES)
    direct = bool(_INNER.fullmatch(name))
    if name in NO_NAMES or name[:2] in PLACES or (name[:2] in WORDS and name != "高总"):
        return False
    if begins:
        return direct or pattern is _SHORT
    if text[start - 1 : start + 1] in WORD_ENDS or text[start - 1 : start] in {"小", "老"}:
        return False
    if _doubtful(text, name, start, direct=direct):
        return False
    if pattern is _SHORT:
        return not (name[0] in "向任路" and text[hit.end() : hit.end() + 1] in {"领", "今", "昨"})
    return direct or _is_full_name(text, name, start)


def _is_full_name(text: str, name: str, start: int) -> bool:
    """Tell whether a surname, a given name and a title are that, not the end of a word and a shorter name."""
    if any(c in "的了和与跟在有是为由对把被任新总副分给发请让叫向" for c in name[1:-2]):
        return False
    shorter = any(_INNER.fullmatch(name, at) for at in (1, 2))
    begins = not "\u4e00" <= text[start - 1 : start] <= "\u9fff" or text[start - 1] in _BEFORE_NAME
    return not shorter or (begins and name[0] not in COMMON_WORDS)


def _passes(text: str, found: FoundName) -> bool:
    if text[found.start - 1 : found.start + 1] in WORD_ENDS or found.name in NO_NAMES:
        return False
    if text[found.start - 1 : found.start] in {"小", "老"} or _NO_FAMILIAR.match(text, found.start):
        return False
    return not _doubtful(text, found.name, found.start, direct=bool(_INNER.fullmatch(found.name)))


def _doubtful(text: str, name: str, start: int, *, direct: bool) -> bool:
    """Tell whether a surname that is a common word stands in the middle of Chinese words: 名单发赵行长, 行业.

    ``direct``: a long title follows straight behind; then only the commonest words are doubted.
    """
    common = NEVER_INSIDE if direct else COMMON_WORDS
    before = text[start - 1 : start]
    return name[0] in common and "\u4e00" <= before <= "\u9fff" and before not in _BEFORE_NAME


def _listed(text: str, pieces: Sequence[Piece]) -> Iterable[FoundName]:
    """Yield bare names from the list of those present: 参会：信息部 王建国、李敏."""
    for piece in pieces:
        if piece.section != "people" or len(piece.text) > 60:
            continue
        at = piece.start
        for part in _LIST_SPLIT.split(piece.text):
            at = text.index(part, at)
            bare = _DEPARTMENT.sub("", part)
            nick = len(bare) == 2 and bare[0] in "小老"
            if bare not in _GROUP and (nick or (_BARE.fullmatch(bare) and is_person(bare))):
                start = at + len(part) - len(bare)
                yield FoundName(bare, start, start + len(bare))
            at += len(part)
