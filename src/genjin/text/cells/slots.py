"""The words that name who does an item and by when: 张伟/3月12日, 负责人：李四 时间：本周五."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from genjin.text.dates.found import Context
from genjin.text.dates.scanning import TIME_OF_DAY, find_in
from genjin.text.names import is_person, is_titled, is_unit

LONGEST = 60
_SEPARATOR = re.compile(r"[\t\n,，、;；|｜/／&＆+＋]+| (?![A-Z][a-z]*(?:$|[ ,，、/]))|(?<![A-Za-z]) |(?=@)")
OWNER_LABEL = (
    r"(?:主?负责人|责任人|第一责任人|主责人?|主办人?|执行人|经办人|承办人|跟进人|对接人|牵头人?|担当|责任部门|负责部门|我方负责人|负责|(?i:owner|pic|by|who))"
)
DATE_LABEL = (
    r"(?:(?:计划|预计|要求|拟定?|最晚)?(?:完成|截[止至]|交付|执行|跟进|到期)?(?:时间|日期|期限|时限|节点)|时间节点|截[止至]|完成期限|(?i:ddl|deadline|due(?: date)?|time|date|when))"
)
HELPER_LABEL = r"(?:配合|协助|支持|协办|参与|抄送|陪同|监督|备份)(?:人|部门|方)?"
_ROLE = r"(?:大?销售|售前|售后|商务|技术|财务|法务|实施|交付|研发|产品|项目经理|客户经理|架构师|PM|SE|AE|SA|方案|市场|采购|运维|客服|行政|渠道|顾问|工程师)"
_OWNER_LABEL = re.compile(rf"{OWNER_LABEL}(?: ?[:：]|$| )\s*")
_DATE_LABEL = re.compile(rf"{DATE_LABEL}(?: ?[:：]|$| )?\s*")
_HELPER_LABEL = re.compile(rf"{HELPER_LABEL} ?[:：]")
_ROLE_LABEL = re.compile(rf"({_ROLE}) ?[:：]\s*(?=.)")
_ROLE_WORD = re.compile(_ROLE)
_GLUED_LABEL = re.compile(rf"(?<=\S)\s+(?=(?:{OWNER_LABEL}|{DATE_LABEL}|{HELPER_LABEL}|{_ROLE}) ?[:：])")
_BY = re.compile(r"^(?:均|都|全部|统一)?由")
_DOES = re.compile(r"(?:来?(?:负责|牵头|主办|跟进|完成|执行|落实|主责)|前?完成|交付|提交|截[止至])$")
_FILLER = re.compile(r"(?:前|之前|内|完成|前完成|负责|截[止至]|到期|左右|均|由|[-–—]+)?")
STATUS = re.compile(
    r"待|尽快|尽早|已|未|完成|进行|暂|长期|持续|随时|视|按|等|取消|延|推迟|滚动|另行|后$|前$|中$|定$|TBD|TBC|ASAP|N/A|优先|紧急|[√✓✔✅☑❌×]|开始|启动|预计|必须|务必|每|时间|上午|下午|晚|早|OK|ok|done|Done|\d|无|适时|同步|同上|周期|月度|不定"
)
_EXPLICIT = re.compile(r"([^/\n]{0,40})/(\d{4}-\d\d-\d\d)?")
_HOLDER = 0xE000


@dataclass(slots=True)
class Slot:
    """Who and when, and the words that are neither. ``closed``: written so that nothing else may count."""

    owners: list[str] = field(default_factory=list)
    due: date | None = None
    rest: list[str] = field(default_factory=list)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What an item is read against: its reference day and the names that are known."""

    context: Context
    people: frozenset[str]

    def person(self, word: str) -> bool:
        """Tell whether the word is a person's name."""
        return is_person(word, self.people)


def read_slot(words: str, reader: Reader) -> Slot | None:
    """Return who and when the words name; None where they name neither."""
    words = words.strip()
    if not words or len(words) > LONGEST or any(_HOLDER <= ord(c) < _HOLDER + 16 for c in words):
        return None
    return _explicit(words) or _general(words, reader)


def _explicit(words: str) -> Slot | None:
    """Read the canonical 李娜/2026-03-27, /2026-03-27 and 李娜/."""
    if not words:
        return None
    found = _EXPLICIT.fullmatch(words)
    if not found or STATUS.search(found[1]) or words == "/":
        return None
    try:
        due = date.fromisoformat(found[2]) if found[2] else None
    except ValueError:
        return None
    owner = found[1].strip()
    if owner != found[1]:
        return None
    return Slot([owner] if owner else [], due, [], closed=True)


def _general(words: str, reader: Reader) -> Slot | None:
    slot = Slot()
    dates: list[date] = []
    unknown: list[str] = []
    tokens = list(_tokens(words, reader))
    for words_, due, around in tokens:
        kind = _classify(words_, around, reader, slot, dated=due is not None)
        if kind == "unknown":
            unknown.append(words_)
            slot.rest.append(words_)
        elif due is not None:
            dates.append(due)
    if dates:
        slot.due = dates[-1]
        # Beside a date a short word that is no remark is who does it: 供应链，3.18.
        if not slot.owners and len(unknown) == 1 and _may_own(unknown[0]):
            slot.owners = [unknown[0].lstrip("@")]
            slot.rest.remove(unknown[0])
    if not slot.owners and slot.due is None:
        return None
    return slot


def _may_own(word: str) -> bool:
    return 2 <= len(word) <= 8 and not STATUS.search(word) and word.replace("·", "").isalnum()  # noqa: PLR2004


def _tokens(words: str, reader: Reader) -> Iterator[tuple[str, date | None, str]]:
    """Yield the words between separators: as written, the date in them, and what stands around it."""
    held: list[tuple[str, date]] = []
    masked, at = [], 0
    for found in find_in(words, reader.context, slot=True):
        if len(held) < 16:  # noqa: PLR2004 - as many as there are place holders
            masked += [words[at : found.start], chr(_HOLDER + len(held))]
            held.append((words[found.start : found.end], found.last))
            at = found.end
    masked.append(words[at:])
    for part in _SEPARATOR.split(_GLUED_LABEL.sub("\n", "".join(masked))):
        token, due, around = part.strip(), None, part.strip()
        for n, (written, day) in enumerate(held):
            if chr(_HOLDER + n) in token:
                token = token.replace(chr(_HOLDER + n), written)
                around = around.replace(chr(_HOLDER + n), "\n" if due is None else written)
                due = day
        if token:
            yield token, due, around


def _classify(token: str, around: str, reader: Reader, slot: Slot, *, dated: bool) -> str:
    """Put a token where it belongs; return "unknown" where its words are neither who nor when."""
    if _HELPER_LABEL.match(token) or token.startswith("每"):
        return "unknown"
    if dated:
        around = _DATE_LABEL.sub("", around, count=1).strip()
        before, _, after = around.partition("\n")
        return _beside_date(before.strip(), after.strip(), reader, slot)
    role = _ROLE_LABEL.match(token)
    if role:
        slot.rest.append(token)
    word = _OWNER_LABEL.sub("", token[role.end() :] if role else token, count=1)
    return "" if _owner(word, reader, slot) else "unknown"


def _beside_date(before: str, after: str, reader: Reader, slot: Slot) -> str:
    """Read what adjoins a date: a name, 由…完成, a time of day (which is kept)."""
    for words in (before, after):
        time = TIME_OF_DAY.fullmatch(words)
        if not words or _FILLER.fullmatch(words):
            continue
        if time:
            slot.rest.append(words)
        elif not _owner(_OWNER_LABEL.sub("", words, count=1), reader, slot):
            return "unknown"
    return ""


def _owner(word: str, reader: Reader, slot: Slot) -> bool:
    """Add the person or department that the word is; True also for an empty label."""
    word = word.strip().lstrip("@").strip(" -—–:：()（）") if not reader.person(word) else word
    word = _BY.sub("", word)
    if not reader.person(word):
        word = _DOES.sub("", word)
    if not word:
        return True
    if reader.person(word):
        # 售前 何伟: the word in front told the role.
        if slot.owners and _ROLE_WORD.fullmatch(slot.owners[-1]):
            slot.rest.append(slot.owners.pop())
        slot.owners.append(word)
        return True
    if is_unit(word):
        slot.owners.append(word)
        return True
    role = _ROLE_WORD.match(word)
    if role and reader.person(word[role.end() :].strip()):
        slot.owners.append(word[role.end() :].strip())
        slot.rest.append(role[0])
        return True
    halves = re.split("[和与及]", word)
    if len(halves) > 1 and all(reader.person(half) for half in halves):
        slot.owners.extend(halves)
        return True
    return False


def is_sure(slot: Slot, reader: Reader) -> bool:
    """Tell whether the owners are known or titled, not merely shaped like names."""
    return all(owner in reader.people or is_titled(owner) for owner in slot.owners)
