"""Names and dates at the front of an item: 张伟：…, @李娜 3/20 …, 由罗勇逐条回复."""

import re

from genjin.text.callings import name_behind_role
from genjin.text.cells.brackets import closing_of_first
from genjin.text.cells.drafts import LEAD, TAIL, Draft
from genjin.text.cells.slot_words import is_remark
from genjin.text.cells.slots import Reader, Slot, read_assigned, read_slot
from genjin.text.dates.found import FoundDate
from genjin.text.dates.scanning import TIME_OF_DAY, date_at, find_in
from genjin.text.names import is_titled
from genjin.text.units import is_unit

_Taken = tuple[Slot, str] | None
_VERB = (
    r"(?:拜访|回访|走访|提交|完成|安排|组织|联系|发[送出给到]?|约[见谈]?|与|和|跟进?|对接|确认|准备|输出"
    r"|出[具差]?|做|陪同?|参[加与]|主持|汇报|报[价送]?|邀请?|负责|沟通|协[调助]|整理|编[写制]|寄|送|催|签|更新"
    r"|制作"
    r"|落实|推[动进]|收集|核[对算实]|演示|讲解?|测试|部署|回复|答复|电话|微信|邮件|上门|现场|带|去|到|赴|牵头"
    r"|配合|支持|调研|梳理|起草|修[改订]|申请|办理|处理|解决|反馈|递交?|投标|参观|评[审估]|给|向|对|把|将|找|请"
    r"|逐|共同|一起|分别|书面|继续|更新|封|定稿|统一|直接|试|返|赴|晤|函|验|装|修|看|问|再|跑|补|盯|拉|开[会标]|召开|培训|验收|交付|上线|调试|安装|勘察|踏勘|驻场|拿|取|查|审|谈|见|访|来)"
)
_STARTS_WITH_VERB = re.compile(_VERB)
_NAME_THEN_VERB = re.compile(rf"([\u3400-\u9fff]{{2,4}}?)(?={_VERB})")
_AT = re.compile(
    r"@ ?(阿[a-zA-Z]+|[老小大][A-Z](?![a-z])|[A-Z][a-z]+(?:哥|姐|总|老师)|[A-Z][A-Za-z]*(?: [A-Z][a-z]+)?|[a-z]+"
    r"|[\u3400-\u9fff·]{2,8})"
)
_BESIDE_AT = re.compile(r"[、,，/&＆] ?([\u3400-\u9fff]{2,4}|[A-Z][a-z]+)(?=[ \u3000、,，/&＆])")
_TOKEN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+\.?(?=[ ：:])|[^\s：:，,；;。（(【\[|｜—–@]{1,24}")
_NOTED_NAME = re.compile(r"([\u3400-\u9fff]{2,4}[(（][\u3400-\u9fff]{2,4}[)）])")
_AND = re.compile(r"(?<=..)[和与及、，,&＆](?=..)")
_BY_WORDS = re.compile(r"(?:来|负责|牵头|主导)?(?:[于在](?=\d|[本下周月])|(?=\d))|负责|牵头")
_DASHED_HEAD = re.compile(r"([^\s—–－\-/]{2,16}?) ?[—–－-]{1,2} ?(?=\S)")
_HEAD = re.compile(r"([^：:\n（(【\[]{2,30}?) ?[：:](?!\d)")
# After these a date names a thing (3月版本, 一个月后评估会, 周五的会), it does not say when.
_NOT_THE_DAY = re.compile(r"[的起后至到版期款份度以之会]|例会|评审会|开始|以[来后]")
_TIME_OR_BRACKET = re.compile(r"[上中下]午|晚|早|[@(（【\[]|由")
_DAY_WRITTEN = re.compile(r"[日号]$|/\d{1,2}$|(?:周|星期|礼拜)[一二三四五六日天末]$")
_HYPHEN = re.compile(r"[-－](?=[\u3400-\u9fff])")
_SLASH_DAY = re.compile(r"(?<=[A-Za-z])[/／](?=20\d\d[-./年]|\d{1,2}[/月])")
_REMARKED_HEAD = re.compile(r"([^（(：:]{2,12})[（(]([^（）()：:]{1,12})[）)] ?[：:]")
_NO_TIME = re.compile("")
WEEK = 6
_LONGEST_NAMES = 40


def take_lead(draft: Draft, reader: Reader) -> bool:
    """Take names and a date off the front, in either order; tell whether anything was taken."""
    taken_any = False
    for _ in range(3):
        taken = (
            _lead_bracket(draft, reader)
            or _lead_at(draft, reader)
            or _lead_date(draft, reader)
            or _lead_name(draft, reader)
        )
        if not taken or not draft.wants(taken[0]):
            break
        if not taken[1].strip(LEAD + TAIL) and not all(map(reader.person, taken[0].owners)):
            break
        draft.take(taken[0], taken[1].lstrip(LEAD))
        taken_any = True
    return taken_any


def _lead_bracket(draft: Draft, reader: Reader) -> _Taken:
    end = closing_of_first(draft.content)
    slot = read_slot(draft.content[1:end], reader) if end > 0 else None
    square = draft.content[:1] in {"[", "【", "［", "〔"}
    if square and not slot and end + 1 < len(draft.content):
        slot = read_assigned(draft.content[1:end], reader)
        if slot and not all(reader.person(owner) or is_unit(owner) for owner in slot.owners):
            slot = None
    if not slot or not all((square or slot.owners) and is_remark(word) for word in slot.rest):
        return None
    return slot, draft.content[end + 1 :]


def _lead_at(draft: Draft, reader: Reader) -> _Taken:
    text = draft.content
    owners: list[str] = []
    while (found := _AT.match(text)) and len(owners) < 9:
        name, end = found[1], found.end()
        if name[-1] > "z" and not reader.person(name):
            size = next((n for n in (4, 3, 2) if n < len(name) and reader.person(name[:n])), len(name))
            end -= len(name) - size
            name = name[:size]
        owners.append(name)
        text = text[end:]
        while (beside := _BESIDE_AT.match(text)) and reader.person(beside[1]):
            owners.append(beside[1])
            text = text[beside.end() :]
        further = text.lstrip(" 、,，/&\u3000")
        text = further if further.startswith("@") else text
    return (Slot(owners), text) if owners else None


def _lead_date(draft: Draft, reader: Reader) -> _Taken:
    found = date_at(draft.content, 0, reader.context)
    if not found or draft.due:
        return None
    rest = draft.content[found.end :]
    if _HYPHEN.match(rest):
        rest = rest[1:]
    elif rest and rest[0] not in LEAD and not _says_when(draft, found, rest, reader):
        return None
    return Slot(due=found.last), rest


def _says_when(draft: Draft, found: FoundDate, rest: str, reader: Reader) -> bool:
    """Tell whether a date that adjoins a word says when: a deadline, or a day before something done."""
    if _NOT_THE_DAY.match(rest):
        return False
    if draft.content[found.end - 1] in "前内止" or _TIME_OR_BRACKET.match(rest):
        return True
    if "周末" in draft.content[: found.end]:
        return True
    if (found.last - found.first).days > WEEK:
        return False
    if found.first == found.last and _DAY_WRITTEN.search(draft.content, 0, found.end):
        return True
    # Behind a name a day says when, whatever follows: 熊伟3/18录视频.
    return bool(draft.owners or _STARTS_WITH_VERB.match(rest)) or any(reader.person(rest[:size]) for size in (3, 2))


def _lead_name(draft: Draft, reader: Reader) -> _Taken:
    text = draft.content
    return (
        _by_whom(text, reader)
        or _name_and_colon(text, reader)
        or _name_before_date(text, reader)
        or _name_and_remark(text, reader)
        or _known_and_dash(text, reader)
        or _name_and_separator(draft, reader)
        or _name_and_verb(draft, reader)
    )


def _by_whom(text: str, reader: Reader) -> _Taken:
    """Read 由罗勇和宋微逐条回复: the shortest name that a verb or a day follows, else the longest."""
    if not text.startswith("由"):
        return None
    found: list[tuple[bool, int, list[str]]] = []
    for size in range(2, min(14, len(text) - 1)):
        owners = [owner.strip() for owner in _AND.split(text[1 : size + 1])]
        if any(_is_met(owner, reader) for owner in owners[1:]):
            found = [(True, end, doers) for _, end, doers in found if len(doers) < len(owners)][-1:]
            break
        if all(reader.person(owner) or _is_role_and_name(owner, reader) or is_unit(owner) for owner in owners):
            after = _BY_WORDS.match(text, size + 1)
            end = after.end() if after else size + 1
            verb = end > size + 1 or bool(_STARTS_WITH_VERB.match(text, end))
            found.append((verb and text[end] not in "和与", end, owners))
    if not found:
        return None
    verb, end, owners = next((each for each in found if each[0]), found[-1])
    sure = all(owner in reader.people or is_titled(owner) or _is_role_and_name(owner, reader) for owner in owners)
    return (Slot(owners), text[end:]) if verb or sure else None


def _is_met(word: str, reader: Reader) -> bool:
    """Tell whether the second of two is somebody of the customer's: 由张伟与技术部王总…."""
    name = name_behind_role(word) or word
    return is_titled(name) and not reader.people & {name, word} and name[0] not in "小老"


def _is_role_and_name(word: str, reader: Reader) -> bool:
    name = name_behind_role(word)
    return name is not None and reader.person(name)


def _name_and_colon(text: str, reader: Reader) -> _Taken:
    """Read Amy Lau＆老戚：…, 售后老魏：…, 上午 王站长：…: names alone in front of a colon."""
    head = _HEAD.match(text)
    time = TIME_OF_DAY.match(head[1]) if head else None
    if head and time and not (time[0].endswith(" ") or head[1][time.end() :].startswith(" ")):
        time = _NO_TIME.match(head[1])
    words = head[1][time.end() :] if head and time else ""
    slot = read_slot(words, reader) if words.strip() else None
    if not head or not time or not slot or slot.due or slot.rest or not slot.owners:
        return None
    if not all(reader.person(owner) or _is_role_and_name(owner, reader) for owner in slot.owners):
        return None
    return Slot(slot.owners, rest=[time[0].strip()] if time[0].strip() else []), text[head.end() :]


def _name_before_date(text: str, reader: Reader) -> _Taken:
    """Read 李娜下周一…, 罗斌和欧阳倩3.18…, 王总(客户)3月16日…, 罗斌（3.25）：…."""
    head = _SLASH_DAY.sub(" ", text[:18])
    found = next(find_in(head, reader.context, slot=True), None)
    if not found or not found.start:
        return None
    noted = _NOTED_NAME.match(text)
    if noted and noted.end() == found.start:
        return Slot([noted[1]]), text[found.start :]
    name = head[: found.start].rstrip(LEAD + "-－(（[【于在")
    slot = read_slot(name, reader)
    if not slot or not slot.owners or slot.due or slot.rest or ("/" in name and len(name) > _LONGEST_NAMES):
        return None
    if not text[found.end :].strip(LEAD + TAIL + "。)）]】") and not all(map(reader.person, slot.owners)):
        return None
    return _with_day_behind(slot, text[len(name) :].lstrip(LEAD + "-－"), reader)


def _with_day_behind(slot: Slot, after: str, reader: Reader) -> _Taken:
    """Take the day in brackets behind a name with it; a plain day is left for the next round."""
    if after[:1] in {"于", "在"}:
        after = after[1:]
    if after[:1] in {"(", "（", "[", "【"}:
        end = closing_of_first(after)
        inner = read_slot(after[1:end], reader) if end > 0 else None
        if not inner or inner.owners or inner.rest:
            return None
        return Slot(slot.owners, inner.due), after[end + 1 :]
    return slot, after


def _name_and_remark(text: str, reader: Reader) -> _Taken:
    """Read 张伟（尽快）：…."""
    head = _REMARKED_HEAD.match(text)
    slot = read_slot(head[1], reader) if head and is_remark(head[2]) else None
    if not head or not slot or slot.due or slot.rest:
        return None
    return Slot(slot.owners, rest=[head[2]]), text[head.end() :]


def _known_and_dash(text: str, reader: Reader) -> _Taken:
    """Read 张伟-提交方案, 张伟、李娜——提交方案: known names alone."""
    head = _DASHED_HEAD.match(text)
    owners = re.split("[、,，&＆]", head[1]) if head else []
    return (Slot(owners), text[head.end() :]) if head and all(owner in reader.people for owner in owners) else None


def _name_and_separator(draft: Draft, reader: Reader) -> _Taken:
    """Read 张伟：…, 田峰 …, 韩雪 郑楠 …."""
    text, owners = draft.content, []
    while token := _TOKEN.match(text):
        slot = read_slot(token[0], reader)
        after = text[token.end() : token.end() + 1]
        if not slot or not slot.owners or slot.due or slot.rest or after not in set("：: \u3000\t"):
            break
        if not after or (after not in "：:" and not draft.due and all(is_unit(owner) for owner in slot.owners)):
            break
        owners += slot.owners
        text = text[token.end() :].lstrip(" \u3000\t")
        if after in "：:":
            break
    return (Slot(owners), text) if owners and text != draft.content else None


def _name_and_verb(draft: Draft, reader: Reader) -> _Taken:
    """Read 张三拜访…: only a known name, or any behind a date that was taken."""
    verb = _NAME_THEN_VERB.match(draft.content)
    if (
        verb
        and reader.person(verb[1])
        and (verb[1] in reader.people or (draft.due and not is_titled(verb[1])) or (draft.due and verb[1][0] in "小老"))
    ):
        return Slot([verb[1]]), draft.content[verb.end() :]
    return None
