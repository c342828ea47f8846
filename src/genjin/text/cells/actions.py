"""Action cells: what, who, by when."""

import re
from collections.abc import Collection
from datetime import date

from genjin.text.callings import may_be_called
from genjin.text.cells.brackets import OPENING, closing_of_first, opening_of_last
from genjin.text.cells.drafts import TAIL, Draft
from genjin.text.cells.exact import read_exact_action
from genjin.text.cells.items import ActionItem
from genjin.text.cells.leads import take_lead
from genjin.text.cells.slot_words import DATE_LABEL, OWNER_LABEL, STATUS, is_remark, names_a_role
from genjin.text.cells.slots import Reader, Slot, read_slot
from genjin.text.cells.splitting import EMPTY, Piece, split_items
from genjin.text.cells.tails import take_assigned_tail, take_at_tail, take_dated_tail, take_tail
from genjin.text.dates.found import Context, Tense

_LABEL = re.compile(rf"(?:(?<=[\s，,；;。、（(/|])|^)(?:({OWNER_LABEL})|({DATE_LABEL})) ?[:：]\s*")
_VALUES = re.compile(r"[^；;。\n（(:：]*")
_VALUE = re.compile(r"[^，,；;。\n（(]*")
_WORD = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+(?=\s)|[^\s，,；;。（(]*")
_CONTENT_LABEL = re.compile(r"^(?:工作|内容|事项|任务|行动|工作内容|行动内容|主要工作)[:：]\s*")
_DONE = re.compile(rf"[)）】\]]\s*([^()（）]{{0,2}}(?:{STATUS.pattern})[^()（）]{{0,6}})$")
_HEAD = re.compile(r"([\u3400-\u9fffA-Za-z]{2,3})[:：]")
REMARK = 20


def read_action_items(
    text: str, *, reference: date, people: Collection[str] = (), tense: Tense = "near"
) -> list[ActionItem]:
    """Return the actions packed in a cell, in order.

    ``reference`` resolves 下周三 and days without a year (``tense``: as for dates). ``people`` are names
    known to be of our side; they help where a name's shape does not tell. What is neither owner nor date
    stays in the content, words that are no date (尽快, 待定) in brackets at its end.
    """
    if text.strip().lower() in EMPTY:
        return []
    reader = Reader(Context(reference, tense), frozenset(people))
    pieces = _joined([piece for piece in split_items(text) if piece.text], reader)
    reader = Reader(reader.context, reader.people | _heads(pieces, reader))
    drafts = [_read(piece, reader) for piece in pieces]
    found = {name for draft in drafts for name in draft.owners} - reader.people
    if found and any(not draft.owners and not draft.closed for draft in drafts):
        # A name that one item shows plainly is known in the others.
        knowing = Reader(reader.context, reader.people | found)
        drafts = [
            draft if draft.owners or draft.closed else _read(piece, knowing)
            for draft, piece in zip(drafts, pieces, strict=True)
        ]
    _share(drafts)
    first = _heading(drafts, pieces)
    return [_item(draft, piece) for draft, piece in zip(drafts[first:], pieces[first:], strict=True)]


def _heads(pieces: list[Piece], reader: Reader) -> frozenset[str]:
    """Return short words that each item begins with and a colon ends, where one of them is a person's name."""
    heads = [found[1] for piece in pieces if (found := _HEAD.match(piece.text))]
    if len(heads) < len(pieces) or len(heads) < 2 or not any(map(reader.person, heads)):
        return frozenset()
    return frozenset(filter(may_be_called, heads))


def _joined(pieces: list[Piece], reader: Reader) -> list[Piece]:
    """Put unnumbered pieces that only say who or when to the one in front: 组织试用；闵捷；3月18日."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not piece.style and not joined[-1].style and _names_only(piece.text, reader):
            joined[-1].text += "；" + piece.text
        else:
            joined.append(piece)
    return joined


def _names_only(text: str, reader: Reader) -> bool:
    slot = read_slot(text, reader) if len(text) <= REMARK else None
    return slot is not None and not slot.rest and not slot.shared and all(map(reader.person, slot.owners))


def _item(draft: Draft, piece: Piece) -> ActionItem:
    return read_exact_action(piece.text) or draft.item(piece.text)


def _share(drafts: list[Draft]) -> None:
    """Give what is said of all items (均由张三负责) to each that has none of its own."""
    shared = next((draft.shared for draft in drafts if draft.shared), None)
    for draft in drafts if shared else ():
        draft.inherit(shared.owners if shared else [], shared.due if shared else None)


def _heading(drafts: list[Draft], pieces: list[Piece]) -> int:
    """Let a first line that only names who or when speak for the list below it; return where the list begins."""
    heads = len(pieces) > 1 and not pieces[0].style and pieces[1].style and not drafts[0].content.strip(TAIL + ":：")
    if not heads or drafts[0].rest:
        return 0
    for draft in drafts[1:]:
        draft.inherit(drafts[0].owners, drafts[0].due)
    return 1


def _read(piece: Piece, reader: Reader) -> Draft:
    draft = Draft(piece.text.rstrip(TAIL))
    if piece.style == "exact":
        draft.closed = True
        return draft
    if _is_only_who_and_when(draft, reader):
        return draft
    if draft.content.endswith(("。", ".")) and draft.content[-2:-1] in {"）", ")", "】", "]"}:
        draft.content = draft.content[:-1]
    for _ in range(3):
        again = _take_brackets(draft, reader)
        if draft.closed or (draft.owners and draft.due):
            return draft
        again |= _take_labels(draft, reader)
        again |= take_dated_tail(draft, reader)
        again |= take_lead(draft, reader)
        again |= take_at_tail(draft, reader)
        again |= take_tail(draft, reader)
        again |= take_assigned_tail(draft, reader)
        again |= _take_inner_bracket(draft, reader)
        if not again or (draft.owners and draft.due):
            break
    return draft


def _is_only_who_and_when(draft: Draft, reader: Reader) -> bool:
    """Take an item that says nothing else: 张三/李四/3月20日; tell whether it was one."""
    slot = None if "（" in draft.content or "(" in draft.content else read_slot(draft.content, reader)
    if not slot or not slot.due or not slot.owners or not all(map(reader.person, slot.owners)):
        return False
    if not all(map(names_a_role, slot.rest)):
        return False
    draft.take(slot, "")
    return True


def _take_brackets(draft: Draft, reader: Reader) -> bool:
    """Take owner and date out of the brackets at the end; the others stay."""
    kept, taken = "", False
    while (at := opening_of_last(body := draft.content.rstrip(TAIL))) >= 0:
        inner = body[at + 1 : -1]
        if not inner.strip() and not kept:
            draft.take(Slot(closed=True), body[:at])
            return True
        slot = read_slot(inner, reader)
        if slot and draft.wants(slot) and _is_plain(slot, reader):
            draft.take(slot, body[:at])
            taken = True
            if slot.closed:
                break
        else:
            kept = draft.content[at:] + kept
            draft.content = body[:at]
    draft.content += kept
    return taken


def _is_plain(slot: Slot, reader: Reader) -> bool:
    """Tell whether a bracket is about who and when, not a remark that happens to name someone."""
    if not slot.rest:
        return True
    if slot.due or all(STATUS.search(word) or ":" in word or "：" in word for word in slot.rest):
        return sum(map(len, slot.rest)) <= REMARK
    return all(owner in reader.people for owner in slot.owners) or all(is_remark(word) for word in slot.rest)


def _take_labels(draft: Draft, reader: Reader) -> bool:
    """Take 负责人：李四 and 时间：本周五 out, wherever in the item they stand."""
    taken = False
    for label in reversed(list(_LABEL.finditer(draft.content))):
        for pattern in (_VALUES, _VALUE, _WORD):
            value = pattern.match(draft.content, label.end())
            end = value.end() if value else label.end()
            if pattern is _VALUES and draft.content[end : end + 1] in {":", "："}:
                continue
            slot = read_slot(draft.content[label.end() : end], reader)
            if slot and draft.wants(slot) and not slot.rest and (slot.owners if label[1] else slot.due):
                draft.take(slot, _without(draft.content, label.start(), end))
                taken = True
                break
    if taken:
        draft.content = _CONTENT_LABEL.sub("", draft.content)
    return taken


def _without(text: str, start: int, end: int) -> str:
    front, rest = text[:start].rstrip(TAIL + "。"), text[end:].lstrip(TAIL + "。")
    return front + ("；" if front and rest else "") + rest


def _take_inner_bracket(draft: Draft, reader: Reader) -> bool:
    """Take a bracket in the middle that names who and when, or one with 已完成 behind it."""
    done = _DONE.search(draft.content)
    if done and not (draft.owners and draft.due):
        body = draft.content[: done.start() + 1]
        at = opening_of_last(body)
        slot = read_slot(body[at + 1 : -1], reader) if at > 0 else None
        if slot and draft.wants(slot) and not slot.rest:
            draft.take(slot, body[:at] + (" " if done[1][0].isalnum() else "") + done[1])
            return True
    if draft.owners or draft.due:
        return False
    for at, char in enumerate(draft.content[:400]):
        if char not in OPENING or not at:
            continue
        size = closing_of_first(draft.content[at : at + 60])
        slot = read_slot(draft.content[at + 1 : at + size], reader) if size > 0 else None
        if slot and slot.owners and slot.due and not slot.rest:
            draft.take(slot, draft.content[:at] + draft.content[at + size + 1 :])
            return True
    return False
