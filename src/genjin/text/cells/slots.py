"""The words that name who does an item and by when: 张伟/3月12日, 负责人：李四 时间：本周五."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from genjin.text.callings import PRODUCTS, may_be_called, name_behind_role
from genjin.text.cells.slot_words import (
    DATE_LABEL,
    FILLER,
    HEDGE,
    HELPER,
    HELPER_LABEL,
    OWNER_LABEL,
    ROLE,
    ROLE_LABEL,
    STATE_BEHIND,
    STATUS,
    is_role,
)
from genjin.text.dates.found import Context
from genjin.text.dates.scanning import TIME_OF_DAY, find_in
from genjin.text.name_words import SURNAMES
from genjin.text.names import is_person, is_titled
from genjin.text.units import is_dealt_with, is_place, is_unit

LONGEST = 60


_GROUP = re.compile(
    r"[\t\n,，;；|｜/／_~～→]+"
    r"|(?<=[\u3400-\u9fffa-z])-{1,2}(?=[\u3400-\u9fff\ue000-\ue00f])"
    r"|(?<=\S) ?[–—]+ ?(?=\S)|(?<=\S) -{1,2} (?=\S)|(?<!^)[·•・](?=[\ue000-\ue00f])"
)
# English first and last names stay together, and so do Jason 孟 and 财务BP Amy.
_SPACE = re.compile(
    r"(?<![A-Za-z.])[ \u3000]+"
    rf"|[ \u3000]+(?!(?:[A-Z][a-z]*\.?|(?<=[a-z] )[{SURNAMES}][\u3400-\u9fff]?)(?:$|[ \u3000、&＆+＋@]))"
)
_MEMBER = re.compile(r"[、&＆+＋]+|(?<=.)(?=@)")
_OWNER_LABEL = re.compile(rf"{OWNER_LABEL}(?: ?[:：]|$| )\s*")
_DATE_LABEL = re.compile(rf"{DATE_LABEL}(?: ?[:：]|$| )?\s*")


_LABEL_AHEAD = re.compile(rf"(?<=\S)\s+(?=(?:{OWNER_LABEL}|{DATE_LABEL}|{HELPER_LABEL}|{ROLE}) ?[:：])")
_ALL = re.compile(r"^(?:以上|上述|均|都|全部|统一|皆|共同|一并|[，,])+")
_BY = re.compile(r"^(?:由|主?负责人|责任人|主责人?|对接人|牵头人|执行人|跟进人|经办人)")
_AT_DAY = re.compile(r"(?<=..)(?:预计|计划|拟)?[于在]$")
# 由Amy Lau负责: without the words around it the name is one of two parts.
_BY_LATIN = re.compile(r"由(?=[A-Z])|(?<=[a-z])(?:负责|牵头|主办|跟进|执行|落实|主责)(?=$|[，,；;])")
_NAME_SLASH_DAY = re.compile(r"(?<=[A-Za-z])[/／](?=20\d\d[-./年]|\d{1,2}[/月])")  # Kevin/2026.3.12
_AND_OTHERS = re.compile(r"等[人]?$")

_DOES = re.compile(r"(?:来?(?:负责|牵头|主办|跟进|完成|执行|落实|主责)|前?完成|交付|提交|截[止至])$")


# 程 野: two characters spread to the width of three.
_SPREAD_NAME = re.compile(rf"(?<![\u3400-\u9fff])([{SURNAMES}])[ \u3000]{{1,2}}([\u3400-\u9fff])(?![\u3400-\u9fff])")
_TAKES_PART = re.compile(r"(?:带队|主持|主讲|到场|参加|出席|带|去)$")
_ASSIGNED = re.compile(r" ?[、,，&＆+＋/／@]+ ?|(?<=[\u3400-\u9fff]{2})和(?=[\u3400-\u9fff]{2})")
_EXPLICIT = re.compile(r"([^/\n]{0,40})/(\d{4}-\d\d-\d\d)?")
# Characters that stand for the dates while the rest is cut up; nobody types them.
_FIRST_HOLDER, _HOLDERS = 0xE000, 16
_HOLDER = re.compile("[\ue000-\ue00f]")


@dataclass(slots=True)
class Slot:
    """Who and when, and the words that are neither.

    ``closed``: written so that nothing else counts; ``shared``: said of all items (均由张三负责).
    """

    owners: list[str] = field(default_factory=list)
    due: date | None = None
    rest: list[str] = field(default_factory=list)
    closed: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What an item is read against: its reference day and the names that are known."""

    context: Context
    people: frozenset[str]

    def person(self, word: str) -> bool:
        """Tell whether the word is a person's name."""
        return is_person(word, self.people)

    def is_sure(self, slot: Slot) -> bool:
        """Tell whether the owners are known or titled, not merely shaped like names."""
        return all(owner in self.people or is_titled(owner) for owner in slot.owners)


def read_slot(words: str, reader: Reader) -> Slot | None:
    """Return who and when the words name; None where they name neither."""
    words = words.strip()
    if not words or len(words) > LONGEST or _HOLDER.search(words):
        return None
    return _explicit(words) or _general(_BY_LATIN.sub("", _SPREAD_NAME.sub(r"\1\2", words)), reader)


def read_assigned(words: str, reader: Reader) -> Slot | None:
    """Read words in a place that is for owners alone (——X, 【X】, @X@Y): any short word may be one there."""
    parts = [part.strip(" @") for part in _ASSIGNED.split(words.strip(" @\u3000"))]
    if not parts or len(parts) > 6 or not all(_is_owner(part, reader) for part in parts):
        return None
    return Slot(parts)


def _is_owner(word: str, reader: Reader) -> bool:
    return bool(word) and (reader.person(word) or is_unit(word) or is_role(word) or may_be_called(word))


def _explicit(words: str) -> Slot | None:
    """Read the canonical 李娜/2026-03-27, /2026-03-27 and 李娜/."""
    found = _EXPLICIT.fullmatch(words)
    if not found or STATUS.search(found[1]) or words == "/" or found[1] != found[1].strip():
        return None
    try:
        due = date.fromisoformat(found[2]) if found[2] else None
    except ValueError:
        return None
    return Slot([found[1]] if found[1] else [], due, closed=True)


@dataclass(slots=True)
class _Token:
    """Words between separators: as written, and around the date in them (a line break stands for it)."""

    words: str
    around: str
    due: date | None
    spaced: bool = False  # only a space stands in front of it


def _general(words: str, reader: Reader) -> Slot | None:
    slot = Slot()
    words = _NAME_SLASH_DAY.sub("，", words)
    shared = _ALL.match(words)
    if shared:
        slot.shared, words = True, words[shared.end() :]
    unknown: list[str] = []
    dates: list[tuple[date, str]] = []
    beside: list[str] = []
    lists: list[list[str]] = [[]]
    for group in _groups(words, reader):
        before, strange = len(slot.owners), list[str]()
        for token in group:
            if not _understood(token, reader, slot):
                strange.append(token.words)
            elif token.due:
                dates.append((token.due, token.words))
        if strange and len(slot.owners) > before and all(2 <= len(w) <= 4 and _may_own(w) for w in strange):
            beside += strange
        else:
            unknown += strange
            lists += [strange] if strange else []
    if dates:
        slot.owners += [word.lstrip("@") for word in beside]  # beside a name, joined by 、, with a date: another one
        if not slot.owners and len(unknown) > 1 and unknown == lists[-1] and all(map(_may_own, unknown)):
            slot.owners, unknown = [word.lstrip("@") for word in unknown], []
    else:
        unknown += beside
    if not _settle(slot, dates, unknown):
        return None
    return slot


def _settle(slot: Slot, dates: list[tuple[date, str]], unknown: list[str]) -> bool:
    """Choose the last date, let a short word beside it be the owner, keep the rest; False if nothing was said."""
    if dates and len(unknown) == 1 and unknown[0] in PRODUCTS:
        return False
    if dates:
        slot.due = dates[-1][0]
        slot.rest[:0] = [written for _, written in dates[:-1]]
        # Beside a date a short word that is no remark is who does it: 供应链，3.18.
        if not slot.owners and len(unknown) == 1 and _may_own(unknown[0]) and not is_place(unknown[0]):
            slot.owners, unknown = [unknown[0].lstrip("@")], []
    slot.rest += unknown
    return bool(slot.owners or slot.due)


def _may_own(word: str) -> bool:
    plain = word.lstrip("@").replace("·", "").replace(" ", "")
    if plain.isascii() and (plain.isupper() or plain in PRODUCTS):
        return False
    return 2 <= len(word) <= 12 and (len(word) <= 8 or plain.isascii()) and not STATUS.search(word) and plain.isalnum()


def _groups(words: str, reader: Reader) -> Iterator[list[_Token]]:
    """Yield the tokens between commas, slashes and spaces; those of one list are joined by 、."""
    held: list[tuple[str, date]] = []
    masked, at = [], 0
    for found in find_in(words, reader.context, slot=True):
        if len(held) < _HOLDERS:
            masked += [words[at : found.start], chr(_FIRST_HOLDER + len(held))]
            held.append((words[found.start : found.end], found.last))
            at = found.end
    text = "".join([*masked, words[at:]])
    for group in _GROUP.split(_LABEL_AHEAD.sub("\n", text)):
        for n, list_ in enumerate(_SPACE.split(group)):
            tokens = [_token(part.strip(), held) for part in _MEMBER.split(list_) if part.strip()]
            if tokens:
                tokens[0].spaced = n > 0
                yield tokens


def _token(part: str, held: list[tuple[str, date]]) -> _Token:
    token = _Token(part, part, None)
    for n, (written, day) in enumerate(held):
        holder = chr(_FIRST_HOLDER + n)
        if holder in part:
            token.words = token.words.replace(holder, written)
            token.around = token.around.replace(holder, "\n" if token.due is None else written)
            token.due = day
    return token


def _understood(token: _Token, reader: Reader, slot: Slot) -> bool:
    """Put a token where it belongs; False where its words are neither who nor when."""
    if HELPER.match(token.words) or token.words.startswith("每"):
        return False
    if token.due:
        around = _DATE_LABEL.sub("", token.around, count=1)
        before, _, after = around.partition("\n")
        if STATE_BEHIND.fullmatch(after.strip()):
            slot.rest.append(after.strip())
            after = ""
        return all(_beside_date(words.strip(), reader, slot) for words in (before, after))
    role = ROLE_LABEL.match(token.words)
    if role:
        slot.rest.append(token.words)
    word = token.words[role.end() :] if role else token.words
    if _DATE_LABEL.fullmatch(word):
        return True
    return _owner(_OWNER_LABEL.sub("", word, count=1), reader, slot, spaced=token.spaced)


def _beside_date(words: str, reader: Reader, slot: Slot) -> bool:
    """Read what adjoins a date: a name, 由…完成, a time of day (which is kept)."""
    if FILLER.fullmatch(words):
        return True
    if TIME_OF_DAY.fullmatch(words) or HEDGE.fullmatch(words):
        slot.rest.append(words)
        return True
    return _owner(_OWNER_LABEL.sub("", _AT_DAY.sub("", words), count=1), reader, slot)


def _owner(word: str, reader: Reader, slot: Slot, *, spaced: bool = False) -> bool:
    """Add the person or department that the word is; True also for an empty label."""
    if not reader.person(word):
        word = _BY.sub("", word.strip("@ -—–:：()（）\u3000"))
    if not reader.person(word):
        word = _DOES.sub("", word)
    if not word:
        return True
    others = _AND_OTHERS.search(word) or _TAKES_PART.search(word)
    if others and reader.person(word[: others.start()]):
        slot.rest.append(others[0])
        word = word[: others.start()]
    if reader.person(word):
        # 售前 何伟, 合规部 李敏: the word in front told where they belong.
        if spaced and slot.owners and not reader.person(slot.owners[-1]):
            slot.rest.append(slot.owners.pop())
        slot.owners.append(word)
        return True
    if is_unit(word) or is_role(word):
        slot.owners.append(word)
        return True
    return _owner_in_compound(word, reader, slot)


def _owner_in_compound(word: str, reader: Reader, slot: Slot) -> bool:
    """Add who stands in 售前何伟, 市场部贺涛 (role and department are a part of it) and 罗斌和欧阳倩."""
    behind = None if is_dealt_with(word) else name_behind_role(word)
    if behind and reader.person(behind):
        slot.owners.append(word)
        return True
    halves = re.split("[和与及]", word)
    if len(halves) > 1 and all(reader.person(half) for half in halves):
        slot.owners.extend(halves)
        return True
    return False
