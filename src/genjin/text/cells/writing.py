"""Items written as one cell's text, so that reading gives them back."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from genjin.text.cells.actions import read_action_items
from genjin.text.cells.answers import read_answered_items
from genjin.text.cells.drafts import TAIL
from genjin.text.cells.exact import write_exact_action, write_exact_answer
from genjin.text.cells.items import ActionItem, AnsweredItem
from genjin.text.cells.slot_words import STATUS

# Plain writing must read back whatever the row's day is: 2月29日 is a day near the second of these only.
_ANY_DAYS = (date(2026, 3, 11), date(2028, 3, 15))
_Item = TypeVar("_Item", ActionItem, AnsweredItem)

# Behind （李娜/2026-03-27） only line breaks, a number like those of the list and loose ends are misread.
_RISKY = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\ue00f]|\d ?[.．]|\\$")
_UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\n\s|\s\n|\n\n")
# Words without anything that cuts, labels, numbers or answers; nothing but the arrow stands between two of them.
_PLAIN_WORDS = re.compile(r"[\u3400-\u9fff](?:[\u3400-\u9fffA-Za-z0-9，。？！]*[\u3400-\u9fffA-Za-z0-9。？！])?")
_MOST_PLAIN = 99  # what is numbered higher is not read as numbered
_LEAP_DAY = re.compile(r"29|２９|[二廿]十?九")
_PLAIN_OWNER = re.compile(r"[\u3400-\u9fffA-Za-z]{1,12}(?:、[\u3400-\u9fffA-Za-z]{1,12}){0,2}")


def write_action_items(items: Iterable[ActionItem]) -> str:
    """Return the canonical text: ``1. 提交初步解决方案（李娜/2026-03-27）``, one item a line.

    ``read_action_items`` gives back the same items for any content, owner and date (an owner is None or
    not empty) and any reference day: what the plain form would lose is written in the exact form.
    """
    listed = list(items)
    if all(map(_is_safe, listed)):
        return "\n".join(f"{n}. {item.content}{_bracket(item)}" for n, item in enumerate(listed, 1))
    return _surest(listed, _action_forms, write_exact_action, _read_any_day)


def write_answered_items(items: Iterable[AnsweredItem]) -> str:
    """Return the canonical text: ``1. 竞争对手低价 → 突出三年总成本``, one item a line.

    ``read_answered_items`` gives back the same items for any two texts (a response is None or not empty).
    """
    listed = list(items)
    if len(listed) <= _MOST_PLAIN and all(map(_is_plain, listed)):
        return "\n".join(next(_answer_forms(n, item)) for n, item in enumerate(listed, 1))
    return _surest(listed, _answer_forms, write_exact_answer, read_answered_items)


def _is_plain(item: AnsweredItem) -> bool:
    """Tell whether the item can only be read one way, without trying."""
    return bool(
        _PLAIN_WORDS.fullmatch(item.content) and (item.response is None or _PLAIN_WORDS.fullmatch(item.response))
    )


def _read_any_day(text: str) -> list[ActionItem]:
    """Read against two days; nothing where they disagree."""
    first = read_action_items(text, reference=_ANY_DAYS[0])
    if not any(item.due for item in first) and not _LEAP_DAY.search(text):
        return first  # where one day finds no date, only 29 February is one on another day
    return first if first == read_action_items(text, reference=_ANY_DAYS[1]) else []


def _is_safe(item: ActionItem) -> bool:
    """Tell whether the item can only be read one way, without trying."""
    owner = item.owner
    return bool(
        item.due
        and item.content
        and item.content == item.content.strip(TAIL)
        and item.content == item.content.strip()
        and not _RISKY.search(item.content)
        and (owner is None or (_PLAIN_OWNER.fullmatch(owner) and not STATUS.search(owner)))
    )


def _surest(
    items: list[_Item],
    forms: Callable[[int, _Item], Iterator[str]],
    exact: Callable[[int, _Item], str],
    read: Callable[[str], list[_Item]],
) -> str:
    """Return the plainest text that reads back as the items."""
    plain = [next(forms(n, item)) for n, item in enumerate(items, 1)]
    text = "\n".join(plain)
    if read(text) == items:
        return text
    text = "\n".join(_own_form(n, item, forms, exact, read) for n, item in enumerate(items, 1))
    if read(text) == items:
        return text
    return "\n".join(exact(n, item) for n, item in enumerate(items, 1))


def _own_form(
    number: int,
    item: _Item,
    forms: Callable[[int, _Item], Iterator[str]],
    exact: Callable[[int, _Item], str],
    read: Callable[[str], list[_Item]],
) -> str:
    return next((form for form in forms(number, item) if read(form) == [item]), exact(number, item))


def _action_forms(number: int, item: ActionItem) -> Iterator[str]:
    """Yield the ways of writing an action, the plainest first."""
    if _UNFIT.search(item.content):
        yield write_exact_action(number, item)
        return
    content = f"{number}. {_indented(item.content)}"
    yield content + _bracket(item)
    if item.due is None:
        yield f"{content}（{item.owner}/）" if item.owner else f"{content}（）"


def _bracket(item: ActionItem) -> str:
    if item.due:
        return f"（{item.owner or ''}/{item.due.isoformat()}）"
    return f"（{item.owner}）" if item.owner else ""


def _answer_forms(number: int, item: AnsweredItem) -> Iterator[str]:
    """Yield the ways of writing an answered item, the plainest first."""
    if _UNFIT.search(item.content + (item.response or "")):
        yield write_exact_answer(number, item)
        return
    yield f"{number}. {_indented(item.content)}" + (f" → {_indented(item.response)}" if item.response else "")


def _indented(words: str) -> str:
    return words.replace("\n", "\n   ")
