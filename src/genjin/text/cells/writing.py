"""Items written as one cell's text, so that reading gives them back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from genjin.text.cells.actions import read_action_items
from genjin.text.cells.answers import read_answered_items
from genjin.text.cells.exact import write_exact_action, write_exact_answer
from genjin.text.cells.items import ActionItem, AnsweredItem

# The plain form must read back whatever the row's day is; two days far apart show what hangs on it.
_PROBES = (date(2026, 3, 11),)
_Item = TypeVar("_Item", ActionItem, AnsweredItem)


def write_action_items(items: Iterable[ActionItem]) -> str:
    """Return the canonical text: ``1. 提交初步解决方案（李娜/2026-03-27）``, one item a line."""
    listed = list(items)
    plain = [_plain_action(n, item) for n, item in enumerate(listed, 1)]
    return _surest(listed, plain, write_exact_action, lambda text: read_action_items(text, reference=_PROBES[0]))


def write_answered_items(items: Iterable[AnsweredItem]) -> str:
    """Return the canonical text: ``1. 竞争对手低价 → 突出三年总成本``, one item a line."""
    listed = list(items)
    plain = [_plain_answer(n, item) for n, item in enumerate(listed, 1)]
    return _surest(listed, plain, write_exact_answer, read_answered_items)


def _surest(
    items: Sequence[_Item], plain: Sequence[str], exact: Callable[[int, _Item], str], read: Callable[[str], list[_Item]]
) -> str:
    """Return the plain text where it reads back as the items, else the exact one."""
    text = "\n".join(plain)
    if read(text) == list(items):
        return text
    return "\n".join(exact(n, item) for n, item in enumerate(items, 1))


def _plain_action(number: int, item: ActionItem) -> str:
    return f"{number}. {_indented(item.content)}{_bracket(item)}"


def _bracket(item: ActionItem) -> str:
    if item.due:
        return f"（{item.owner or ''}/{item.due.isoformat()}）"
    return f"（{item.owner}）" if item.owner else ""


def _plain_answer(number: int, item: AnsweredItem) -> str:
    response = f" → {_indented(item.response)}" if item.response else ""
    return f"{number}. {_indented(item.content)}{response}"


def _indented(words: str) -> str:
    return words.replace("\n", "\n   ")
