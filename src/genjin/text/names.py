"""Which words are a person's name: by surname, title and roster.

No word segmenter: on packed cells and notes these rules find more and invent less.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from genjin.text.callings import is_nickname
from genjin.text.latin_names import FAMILY, GIVEN
from genjin.text.latin_names import WORDS as LATIN_WORDS
from genjin.text.name_words import DOUBLE, OFFICE, SURNAMES, TITLE
from genjin.text.no_names import GIVEN_STOP, NO_GIVEN, ORGANISATION, PLACES, WORDS
from genjin.text.occupied import Occupied

_SURNAME = f"(?:{DOUBLE}|[{SURNAMES}])"
_TITLED = re.compile(
    rf"{_SURNAME}[\u4e00-\u9fff䶮]{{0,2}}(?!{OFFICE}$){TITLE}|{_SURNAME}{OFFICE}|[老小][{SURNAMES}]|{_SURNAME}老"
    r"|阿[\u4e00-\u9fff](?<![里姨胶拉斯尔富联姆托坝])"
)
_FULL = re.compile(rf"(?:(?:{DOUBLE})[\u3400-\u9fff]{{1,2}}|[{SURNAMES}][\u3400-\u9fff]{{1,2}})")
_MINORITY = re.compile(r"[\u4e00-\u9fff]{2,6}[·•・][\u4e00-\u9fff]{2,8}")
_HONORIFIC = r"(?:Dr|Mr|Mrs|Ms|Miss|Prof)\b\.? ?"
_LATIN = re.compile(rf"(?P<title>{_HONORIFIC})?(?P<first>[A-Z][a-zà-ÿ]+)(?P<rest>(?:[ .-][A-Z][a-zà-ÿ]*\.?){{0,2}})")
_HAN = "[\u3400-\u9fff]"
_GIVEN = f"(?:(?:{DOUBLE}){_HAN}{{1,2}}|[{SURNAMES}]{_HAN}{{1,2}}?)"
# A title that goes on as another word is none: 高总价, 方案总体, 周处理, 任务部署.
_TITLE_END = r"(?![价体计数额量共结包部工务线署门长理置境级身里])"
_NAME_TITLE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[{SURNAMES}]{_HAN}{{1,2}}(?:总经理|副总|总监|主任|处长|科长|部长|局长|院长"
    rf"|行长|(?<!总)经理|所长|书记|董事长|工程师|老师|教授|博士))"
)
_SURNAME_TITLE = re.compile(rf"(?<!分)(?P<name>{_SURNAME}{TITLE}){_TITLE_END}")
_FAMILIAR = re.compile(
    rf"(?:(?<![\u3400-\u9fff])|(?<=[售销和与、跟找前由请]))(?P<name>[老小][{SURNAMES}])(?![区学型微组])"
)
_ENGLISH_NAME = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(sorted(GIVEN, key=len, reverse=True)) + r")(?: [A-Z][a-z]+)?(?![A-Za-z])"
)
# What shows that a name without a title is one.
_DOES = r"(?:负责|牵头|对接|接替|主持|完成|跟进|协助|配合|去|拜访|提交|汇报|反馈|参加|到场)"
_SHOWN = (
    re.compile(
        rf"(?:负责人|责任人|联系人|经办人|牵头人|对接人|执行人|主责|协助|配合"
        rf"|[(（/、@]) ?[:：]? ?(?P<name>{_GIVEN})(?![\u3400-\u9fff])"
    ),
    re.compile(
        rf"(?:由|副总|经办人|联系人|负责人|技术部|采购部|项目经理"
        rf"|[\u3400-\u9fff]院长)(?P<name>{_GIVEN})(?={_DOES}|提|接|已)"
    ),
    re.compile(rf"(?:安排|通知|请|让|派)(?P<name>{_GIVEN})(?=[和与、]{_GIVEN}|{_DOES})"),
    re.compile(rf"(?<=[\u3400-\u9fff][和与、])(?P<name>{_GIVEN})(?={_DOES})"),
    re.compile(rf"(?:^|(?<=[\s，。；：:/]))(?P<name>{_GIVEN})(?=[/／]|\d|$|{_DOES})"),
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A person's name and its half-open span in the text."""

    name: str
    start: int
    end: int


def is_person(word: str, people: Collection[str] = ()) -> bool:
    """Tell whether the whole word is a person's name: of the roster, with a title, or by its shape."""
    return word in people or _shaped(word)


@lru_cache(maxsize=8192)
def _shaped(word: str) -> bool:
    if _MINORITY.fullmatch(word):
        return True
    if not 2 <= len(word) <= 24 or word[:2] in WORDS or word[:2] in PLACES or word.endswith(ORGANISATION):
        return False
    if is_titled(word) or is_nickname(word):
        return True
    if _FULL.fullmatch(word):
        return not any(c in GIVEN_STOP for c in word[1:])
    return _is_latin_name(word)


def _is_latin_name(word: str) -> bool:
    """Tell whether the word is a name in Latin letters: Amy, kevin, Amy Lau, Olga Chen, Dr. Liao, Kevin W."""
    if word.islower():
        return word.capitalize() in GIVEN and word not in LATIN_WORDS
    found = _LATIN.fullmatch(word)
    if not found:
        return False
    last = re.split(r"[ .-]", found["rest"].rstrip("."))[-1]
    return bool(found["title"]) or found["first"] in GIVEN or (last in FAMILY and found["first"] not in NO_GIVEN)


def is_titled(word: str) -> bool:
    """Tell whether the word is a surname with a title, or 老王, 小李."""
    return len(word) > 1 and word[:2] not in WORDS and bool(_TITLED.fullmatch(word))


def find_people(text: str, people: Collection[str] = ()) -> list[FoundName]:
    """Return the people named in a sentence, in order: of the roster, with a title, or shown by the words beside.

    A name without a title counts only where its surroundings show a person (由何伟负责, 联系人：钱多多,
    刘洋和孙晓梅); 高总价, 方案总体 and 项目经理 give nothing.
    """
    names: list[FoundName] = []
    taken = Occupied(len(text))
    for found in _candidates(text, people):
        if not taken.touches(found.start, found.end):
            taken.take(found.start, found.end)
            names.append(found)
    return sorted(names, key=lambda found: found.start)


def _candidates(text: str, people: Collection[str]) -> Iterator[FoundName]:
    """Yield what may be names, the surest first."""
    if people:
        for found in re.finditer(
            "|".join(map(re.escape, sorted(filter(None, people), key=len, reverse=True))) or "(?!)", text
        ):
            yield FoundName(found[0], *found.span())
    for pattern in (_MINORITY, _NAME_TITLE, _SURNAME_TITLE, _FAMILIAR, _ENGLISH_NAME, *_SHOWN):
        for found in pattern.finditer(text):
            name = found["name"] if "name" in pattern.groupindex else found[0]
            start = found.start("name") if "name" in pattern.groupindex else found.start()
            if _passes(name, pattern):
                yield FoundName(name, start, start + len(name))


def _passes(name: str, pattern: re.Pattern[str]) -> bool:
    if pattern in {_MINORITY, _ENGLISH_NAME}:
        return True
    if name[:2] in WORDS or name[:2] in PLACES:
        return False
    return pattern in {_SURNAME_TITLE, _FAMILIAR} or not any(c in GIVEN_STOP for c in name[1:4])
