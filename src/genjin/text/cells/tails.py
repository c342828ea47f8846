"""Names and dates at the end of an item: … —— 张伟 3.18, … @老K, …【Mia、Ken哥】."""

import re

from genjin.text.cells.brackets import is_open, opening_of_last
from genjin.text.cells.drafts import LEAD, TAIL, Draft
from genjin.text.cells.slot_words import is_remark
from genjin.text.cells.slots import Reader, Slot, read_assigned, read_slot
from genjin.text.dates.scanning import date_at
from genjin.text.name_words import SURNAMES
from genjin.text.names import is_titled
from genjin.text.units import is_unit

_OBJECT = re.compile(r"(?:拜访|约|见|与|和|跟|联系|陪|找|请|给|向|对|催|问|通知|会见|邀请|回访|走访)\s*$")
_SEPARATOR = re.compile(
    r"\s*(?:-{2,}|[—–―]+|\s[-－]\s?|(?<=[\u3400-\u9fff）)])-(?=[\u3400-\u9fff\dA-Z])|[/／|｜，,；;。:：_~～]|→)\s*|\s+"
    r"|(?<=[)）】\]])|(?=@)"
)
_DASH = re.compile(r"[—–―\-/／|｜_~～→\u3000]|\s{2,}")
_INSIDE_DATES = frozenset("/-.")
_AT_NAME = (
    r"@ ?(?:(?:(?:Dr|Mr|Mrs|Ms)\.? )?[A-Z][A-Za-z]*"
    rf"(?: [A-Z][a-z]*\.?| ?(?!周[一二三四五六日末])[{SURNAMES}][\u3400-\u9fff]?(?![\u3400-\u9fff]))?"
    r"|[^\s@、,，；;。&＆（(]{2,8})"
)
_AT_TAIL = re.compile(rf"(?<![A-Za-z0-9])((?:{_AT_NAME}[、,，&＆+/ ]*)+)(.{{0,10}})$")
_ASSIGNING = re.compile(r"\s?(—{1,3}|–{2}|(?<=\s)[–-]{1,2}(?=\s)|[／/；;](?![^（(]*[）)]$))\s?([^—–／/；;]{2,24})$")
_BY_WHOM = re.compile(r"由.{2,10}?(?:负责|牵头|主办|跟进|执行|落实|主责)")
_DASHED = re.compile(r"[—–；|].{2,30}$")
_NUMBER = re.compile(r"\w{1,2}[）)]")
_WITH_WHOM = re.compile(r"(?i:(?<![A-Za-z])(?:with|for|to|call|see|meet|ask|tell|from|email|visit|and|invite|remind))$")
# … maintenance lead 老魏 – Jason Gu – 12-Mar: the dash tells where the sentence ends.
_DASH_BEFORE_OWNER = re.compile(r"[^—–\d]\s?[—–]{1,2}\s?[^—–\d][^—–]{0,30}[—–]")
TAIL_REACH = 40


def take_dated_tail(draft: Draft, reader: Reader) -> bool:
    """Take a name with a date off the end; they say more than a date in front (半年后回访——老董，9/16)."""
    if draft.owners or draft.due or not date_at(draft.content, 0, reader.context) or not _DASHED.search(draft.content):
        return False
    return _take_tail_of(draft, draft.content.rstrip(TAIL + "。"), "", reader, both=True)


def take_assigned_tail(draft: Draft, reader: Reader) -> bool:
    """Take what stands at the end where only an owner can: … @老K@阿may, … 【Mia、Ken哥】, … ——大宝."""
    if draft.owners:
        return False
    text = draft.content.rstrip(TAIL + "。")
    if text[-1:] in {"】", "]", "］", "〕"}:
        at = opening_of_last(text)
        slot = read_assigned(text[at + 1 : -1], reader) if at > 0 else None
        if slot:
            draft.take(slot, text[:at].rstrip(TAIL))
        return slot is not None
    dash = _ASSIGNING.search(text, max(0, len(text) - TAIL_REACH))
    slot = read_assigned(dash[2], reader) if dash else None
    if not dash or not slot or not text[: dash.start()].strip(LEAD) or is_open(text[: dash.start()]):
        return False
    if "—" not in dash[1] and not any(map(reader.person, slot.owners)):
        return False
    draft.take(slot, text[: dash.start()].rstrip(TAIL))
    return True


def take_at_tail(draft: Draft, reader: Reader) -> bool:
    """Take … @老K@阿may off the end, with a date or a remark behind."""
    text = draft.content.rstrip(TAIL + "。")
    if draft.owners or "@" not in text:
        return False
    at_sign = _AT_TAIL.search(text, max(0, len(text) - TAIL_REACH))
    if at_sign and (slot := read_assigned(at_sign[1], reader)) and text[: at_sign.start()].strip(LEAD):
        behind = at_sign[2].strip(TAIL + "，。")
        said = read_slot(behind, reader) if behind else None
        if said and not said.owners and draft.wants(said):
            slot.due, slot.rest = said.due, said.rest
        elif behind:
            slot.rest = [behind]
        draft.take(slot, text[: at_sign.start()].rstrip(TAIL))
        return True
    return False


def take_tail(draft: Draft, reader: Reader) -> bool:
    """Take a name and a date off the end: behind a dash, a slash, a space or a comma."""
    text = draft.content.rstrip(TAIL + "。")
    bracket = opening_of_last(text)
    if _take_tail_of(draft, text, "", reader):
        return True
    # 提交报价 张伟 3.12（阶梯价）, 催款——张伟（尽快）: the remark at the very end stays.
    both = not is_remark(text[bracket + 1 : -1])
    return bracket > 0 and _take_tail_of(draft, text[:bracket].rstrip(TAIL), text[bracket:], reader, both=both)


def _take_tail_of(draft: Draft, text: str, kept: str, reader: Reader, *, both: bool = False) -> bool:
    reach = max(0, len(text) - TAIL_REACH)
    for gap in _SEPARATOR.finditer(text, reach):
        front, tail = text[: gap.start()], text[gap.end() :]
        if not front.strip(LEAD + "-") or not tail or (gap[0] and is_open(front)) or _NUMBER.fullmatch(front):
            continue
        if not gap[0].strip() and (_WITH_WHOM.search(front) or _DASH_BEFORE_OWNER.search(tail)):
            continue
        if front[-1].isdigit() and tail[0].isdigit() and gap[0] in _INSIDE_DATES:
            continue
        slot = read_slot(tail, reader)
        if not slot or not draft.wants(slot) or not all(is_remark(word) for word in slot.rest):
            continue
        if both and not (slot.owners and slot.due):
            continue
        if not (slot.owners and _BY_WHOM.match(tail)) and not _is_trusted(slot, gap[0], front, draft, reader):
            continue
        draft.take(slot, front.rstrip(TAIL + "—–-/|_~～→") + kept)
        return True
    return False


def _is_trusted(slot: Slot, gap: str, front: str, draft: Draft, reader: Reader) -> bool:
    """Tell whether what stands at the end is who and when, not what the sentence ends with."""
    if not slot.owners:
        return (bool(gap) or _ends_with_owner(front, reader)) and not set(":：") & set(gap)
    titled = any(is_titled(owner) and owner not in reader.people for owner in slot.owners)
    units = any(is_unit(owner) for owner in slot.owners)
    dated = bool(slot.due or draft.due)
    if set(":：") & set(gap) and not slot.due:
        return False
    if titled and "—" not in gap and _OBJECT.search(front):
        return False
    if dated or units:
        return dated or ("/" not in gap and bool(_DASH.search(gap)))
    if _DASH.search(gap) or not reader.is_sure(slot):
        return True
    return not set("，,") & set(gap) or all(owner in reader.people or owner[0] in "小老" for owner in slot.owners)


def _ends_with_owner(front: str, reader: Reader) -> bool:
    """Tell whether a bracket that names who stands right in front: 提交方案（财务）3/12."""
    at = opening_of_last(front)
    words = front[at + 1 : -1] if at > 0 else ""
    slot = read_slot(words, reader) or (read_assigned(words, reader) if front.endswith(("】", "]")) else None)
    return slot is not None and bool(slot.owners) and not slot.rest
