"""Action cells: what, who, by when."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from genjin.text.cells.brackets import closing_of_first, opening_of_last
from genjin.text.cells.exact import read_exact_actions
from genjin.text.cells.items import ActionItem
from genjin.text.cells.slots import DATE_LABEL, OWNER_LABEL, STATUS, Reader, Slot, is_sure, read_slot
from genjin.text.cells.splitting import split_items
from genjin.text.dates.found import Context, FoundDate, Tense
from genjin.text.dates.scanning import date_at, find_in
from genjin.text.names import is_titled, is_unit

EMPTY = frozenset({"", "无", "暂无", "没有", "/", "\\", "-", "--", "—", "——", "－", "n/a", "na", "none", "nil", "／"})
_TAIL = "；;，,、 \t\n\u3000"
_LEAD = "，,、：:；;/／|｜-–— \t\n\u3000"
_VERB = (
    r"(?:拜访|回访|走访|提交|完成|安排|组织|联系|发[送出给]?|约[见谈]?|与|和|跟进?|对接|确认|准备|输出|出[具差]?|做|陪同?|参[加与]|主持|汇报|报[价送]?|邀请?|负责|沟通|协[调助]|整理|编[写制]|寄|送|催|签|更新|制作"
    r"|落实|推[动进]|收集|核[对算实]|演示|讲[解]?|测试|部署|回复|答复|电话|微信|邮件|上门|现场|带|去|到|赴|牵头|配合|支持|调研|梳理|起草|修[改订]|申请|办理|处理|解决|反馈|递交?|投标|参观|评[审估]|给|向|对|把|将|找|请|问|再|跑|补|盯|拉|开)"
)
_NAME_THEN_VERB = re.compile(rf"([\u3400-\u9fff]{{2,4}}?)(?={_VERB})")
_AT = re.compile(r"@ ?([A-Z][A-Za-z]*(?: [A-Z][a-z]+)?|[a-z]+|[\u3400-\u9fff·]{2,8})")
_TOKEN = re.compile(r"[^\s：:，,；;。（(【\[|｜—–@]{1,24}")
_NOTED_NAME = re.compile(r"([\u3400-\u9fff]{2,4}[(（][\u3400-\u9fff]{2,4}[)）])")
_BY = re.compile(r"由([\u3400-\u9fff]{2,4}?)(?:负责)?(?=" + _VERB + ")")
_DASH = re.compile(r"(?:-{2,}|[—–―]+|\s[-－]\s?|(?<=[\u3400-\u9fff）)])-(?=[\u3400-\u9fff])|→)\s*|\s*[/／|｜]\s*")
_LABEL = re.compile(rf"(?:(?<=[\s，,；;。、（(/|])|^)(?:({OWNER_LABEL})|({DATE_LABEL})) ?[:：]\s*")
_CONTENT_LABEL = re.compile(r"^(?:工作|内容|事项|任务|行动|工作内容|行动内容|主要工作)[:：]\s*")
# After these a date names a thing (3月版本, 一个月后评估会, 周五的会), it does not say when.
_NOT_THE_DAY = re.compile(r"[的起后至到版期款份度以之会]|例会|评审会|开始|以[来后]")
_OBJECT = re.compile(r"(?:拜访|约|见|与|和|跟|联系|陪|找|请|给|向|对|催|问|通知|会见|邀请)\s*$")


@dataclass(slots=True)
class _Draft:
    """An item while its owner and date are being taken out."""

    content: str
    owners: list[str] = field(default_factory=list)
    due: date | None = None
    rest: list[str] = field(default_factory=list)
    kept: str = ""  # brackets at the end that are part of the content
    closed: bool = False

    def take(self, slot: Slot) -> None:
        if not self.owners:
            self.owners = slot.owners
        if self.due is None:
            self.due = slot.due
        self.rest += slot.rest
        self.closed |= slot.closed

    def wants(self, slot: Slot) -> bool:
        """Tell whether the slot says nothing that is already said."""
        return not (slot.owners and self.owners) and not (slot.due and self.due)


def read_action_items(text: str, *, reference: date, people: Collection[str] = (), tense: Tense = "near") -> list[ActionItem]:
    """Return the actions packed in a cell, in order.

    ``reference`` resolves 下周三 and days without a year (``tense``: as for dates). ``people`` are names
    known to be of our side; they help where a name's shape does not tell. What is neither owner nor date
    stays in the content, words that are no date (尽快, 待定) in brackets at its end.
    """
    if text.strip().lower() in EMPTY:
        return []
    exact = read_exact_actions(text)
    if exact is not None:
        return exact
    reader = Reader(Context(reference, tense), frozenset(people))
    pieces = [piece for piece in split_items(text) if piece.text]
    drafts = [_read_one(piece.text, reader) for piece in pieces]
    return [_finish(draft, piece.text) for draft, piece in zip(drafts, pieces, strict=True)]


def _finish(draft: _Draft, written: str) -> ActionItem:
    content = draft.content.strip(_TAIL) + draft.kept
    if not content:
        return ActionItem(written, "、".join(draft.owners) or None, draft.due)
    if draft.rest:
        content += "（" + "，".join(draft.rest) + "）"
    return ActionItem(content, "、".join(draft.owners) or None, draft.due)


def _read_one(text: str, reader: Reader) -> _Draft:
    draft = _Draft(text.rstrip(_TAIL))
    if draft.content.endswith(("。", ".")) and draft.content[-2:-1] in {"）", ")", "】", "]"}:
        draft.content = draft.content[:-1]
    _take_brackets(draft, reader)
    if draft.closed:
        return draft
    _take_labels(draft, reader)
    _take_lead(draft, reader)
    _take_tail(draft, reader)
    return draft


def _take_brackets(draft: _Draft, reader: Reader) -> None:
    """Take owner and date out of the brackets at the end; the others stay."""
    while True:
        body = draft.content.rstrip(_TAIL)
        at = opening_of_last(body)
        if at < 0:
            return
        slot = read_slot(body[at + 1 : -1], reader)
        if body[at:] in {"（）", "()"}:
            draft.content, draft.closed = body[:at], True
            return
        if slot and draft.wants(slot) and _is_plain(slot, reader):
            draft.content = body[:at]
            draft.take(slot)
            if draft.closed:
                break
        else:
            draft.kept = draft.content[at:] + draft.kept
            draft.content = body[:at]
    draft.content += draft.kept
    draft.kept = ""


def _is_plain(slot: Slot, reader: Reader) -> bool:
    """Tell whether a bracket is about who and when, not a remark that happens to name someone."""
    if not slot.rest:
        return True
    if slot.due or all(STATUS.search(word) or ":" in word or "：" in word for word in slot.rest):
        return sum(map(len, slot.rest)) <= 20  # noqa: PLR2004
    return is_sure(slot, reader) or len("".join(slot.rest)) <= 2  # noqa: PLR2004


def _take_labels(draft: _Draft, reader: Reader) -> None:
    """Take 负责人：李四 and 时间：本周五 out, wherever in the item they stand."""
    found = list(_LABEL.finditer(draft.content))
    for label in reversed(found):
        value = re.compile(r"[^，,；;。\n（(]*").match(draft.content, label.end())
        end = value.end() if value else label.end()
        slot = read_slot(draft.content[label.end() : end], reader)
        if slot and draft.wants(slot) and not slot.rest and (slot.owners if label[1] else slot.due):
            draft.take(slot)
            draft.content = draft.content[: label.start()].rstrip(_TAIL) + _gap(draft.content, label.start(), end)
    draft.content = _CONTENT_LABEL.sub("", draft.content) if found else draft.content


def _gap(text: str, start: int, end: int) -> str:
    rest = text[end:].lstrip(_TAIL)
    return ("；" if text[:start].strip(_TAIL) and rest else "") + rest


def _take_lead(draft: _Draft, reader: Reader) -> None:
    """Take names and a date off the front, in either order."""
    for _ in range(4):
        taken = _lead_bracket(draft, reader) or _lead_at(draft, reader) or _lead_date(draft, reader) or _lead_name(draft, reader)
        if not taken:
            return
        slot, rest = taken
        if not draft.wants(slot):
            return
        draft.take(slot)
        draft.content = rest.lstrip(_LEAD) if not rest.lstrip().startswith(("-", "—")) or rest[:1] != "-" else rest


_Taken = tuple[Slot, str] | None


def _lead_bracket(draft: _Draft, reader: Reader) -> _Taken:
    end = closing_of_first(draft.content)
    slot = read_slot(draft.content[1:end], reader) if end > 0 else None
    return (slot, draft.content[end + 1 :]) if slot and not slot.rest else None


def _lead_at(draft: _Draft, reader: Reader) -> _Taken:
    text, owners = draft.content, []
    while found := _AT.match(text):
        name, end = found[1], found.end()
        if name[0] > "z" and not reader.person(name):
            size = next((n for n in (4, 3, 2) if reader.person(name[:n]) and (name[:n] in reader.people or n < len(name))), len(name))
            end -= len(name) - size
            name = name[:size]
        owners.append(name)
        text = text[end:].lstrip(" 、,，/&\u3000") if text[end:].lstrip(" 、,，/&\u3000").startswith("@") else text[end:]
    return (Slot(owners), text) if owners else None


def _lead_date(draft: _Draft, reader: Reader) -> _Taken:
    found = date_at(draft.content, 0, reader.context)
    if not found or draft.due:
        return None
    rest = draft.content[found.end :]
    if rest and rest[0] not in _LEAD and (_NOT_THE_DAY.match(rest) or not _deadline_or_day(draft.content, found, rest)):
        return None
    return Slot(due=found.last), rest


def _deadline_or_day(text: str, found: FoundDate, rest: str) -> bool:
    """Tell whether a date that adjoins a word says when: a deadline, or a day before something done."""
    if text[found.end - 1] in "前内止":
        return True
    return bool(re.match(rf"(?:由|[上中下]午|晚|早|@|[(（【\[]|[\u3400-\u9fff]{{0,4}}?{_VERB})", rest)) and (found.last - found.first).days <= 6  # noqa: PLR2004


def _lead_name(draft: _Draft, reader: Reader) -> _Taken:
    text = draft.content
    noted = _NOTED_NAME.match(text)
    if noted and date_at(text, noted.end(), reader.context):
        return Slot([noted[1]]), text[noted.end() :]
    by = _BY.match(text)
    if by and reader.person(by[1]):
        return Slot([by[1]]), text[by.end() :]
    token = _TOKEN.match(text)
    if not token:
        return None
    end = token.end()
    slot = read_slot(token[0], reader)
    if slot and slot.owners and not slot.due and not slot.rest:
        after = text[end : end + 1]
        dated = date_at(text, end + len(text[end:]) - len(text[end:].lstrip(_LEAD)), reader.context)
        if after in {"：", ":"} or dated or (after in {" ", "\u3000", "\t"} and not any(is_unit(owner) for owner in slot.owners)):
            return slot, text[end:]
    for size in (4, 3, 2):
        name = text[:size]
        if len(name) == size and reader.person(name) and date_at(text, size, reader.context):
            return Slot([name]), text[size:]
    verb = _NAME_THEN_VERB.match(text)
    if verb and reader.person(verb[1]) and (verb[1] in reader.people or (draft.due and not is_titled(verb[1]))):
        return Slot([verb[1]]), text[verb.end() :]
    return None


def _take_tail(draft: _Draft, reader: Reader) -> None:
    """Take a name and a date off the end: behind a dash or a slash, after a space, after a comma."""
    for _ in range(4):
        if not (_tail_behind_dash(draft, reader) or _tail_date(draft, reader) or _tail_name(draft, reader)):
            return


def _tail_behind_dash(draft: _Draft, reader: Reader) -> bool:
    last = None
    for last in _DASH.finditer(draft.content):
        pass
    if last is None or not draft.content[: last.start()].strip():
        return False
    slot = read_slot(draft.content[last.end() :], reader)
    if not slot or not draft.wants(slot) or any(not STATUS.search(word) for word in slot.rest):
        return False
    if "/" in last[0] and not slot.due and not draft.due and not is_sure(slot, reader):
        return False
    draft.take(slot)
    draft.content = draft.content[: last.start()].rstrip(_TAIL)
    return True


def _tail_date(draft: _Draft, reader: Reader) -> bool:
    if draft.due or not draft.content:
        return False
    last = None
    for last in find_in(draft.content, reader.context, slot=True):
        pass
    if last is None or last.end != len(draft.content) or not last.start or draft.content[last.start - 1] not in " \u3000\t，,；;、/|":
        return False
    draft.due = last.last
    draft.content = draft.content[: last.start].rstrip(_LEAD)
    return True


_LAST_WORD = re.compile(r"[\s，,@][@ ]*([^\s，,；;。：:@]{2,20})$")


def _tail_name(draft: _Draft, reader: Reader) -> bool:
    found = _LAST_WORD.search(draft.content[-30:])
    if draft.owners or not found:
        return False
    at = len(draft.content[-30:]) - len(draft.content) if False else max(0, len(draft.content) - 30)
    slot = read_slot(found[1], reader)
    front = draft.content[: at + found.start()]
    if not slot or slot.due or slot.rest or not front.strip() or _OBJECT.search(front):
        return False
    sure = "@" in found[0] or draft.due or (is_sure(slot, reader) and found[0][0] not in "，,")
    if not sure or any(is_unit(owner) for owner in slot.owners):
        return False
    draft.take(slot)
    draft.content = front.rstrip(_LEAD)
    return True


def merge_people(items: Iterable[ActionItem]) -> frozenset[str]:
    """Return every person that owns one of the items."""
    return frozenset(name for item in items if item.owner for name in item.owner.split("、"))
