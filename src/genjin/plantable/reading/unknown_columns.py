"""What a column holds whose header nobody knows, told by its texts alone and only where they leave little doubt."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from genjin.plantable.reading.blanks import is_blank
from genjin.plantable.reading.column import ITEMS, Column
from genjin.text.cells import read_action_items, read_answered_items

_ANY_DAY: Final = date(2026, 3, 11)
_SAMPLE: Final = 20
_LONGEST: Final = 2_000
_SENTENCE: Final = 12
"""The usual length, in characters, from which texts are told sentences rather than names or words."""


def guess_unknown(columns: Sequence[Column], samples: Mapping[int, Sequence[str]]) -> None:
    """Give columns of unknown headers the fields that the table still lacks.

    Texts of which most name a doer and a day are actions or next steps; texts of which most answer something are
    objections or risks; the only column of sentences left, beside the actions, is what the customer said.
    """
    unknown = [column for column in columns if column.field is None and column.strength == 0 and column.header]
    texts = {
        column.index: [
            text[:_LONGEST] for text in list(samples.get(column.index, ()))[:_SAMPLE] if text and not is_blank(text)
        ]
        for column in unknown
    }
    for column in unknown:
        if _mostly(texts[column.index], _is_assigned):
            _take(column, columns, ("actions", "next_steps"))
    for column in unknown:
        if column.field is None and _mostly(texts[column.index], _is_answered):
            _take(column, columns, ("objections", "risks"))
    sentences = [column for column in unknown if column.field is None and _usual(texts[column.index]) >= _SENTENCE]
    if len(sentences) == 1 and any(column.field in ITEMS for column in columns):
        _take(sentences[0], columns, ("feedback",))


def _take(column: Column, columns: Sequence[Column], fields: Sequence[str]) -> None:
    """Give the column the first of these fields that is free."""
    have = {each.field for each in columns}
    free = [field for field in fields if field not in have]
    if free:
        column.field, column.strength = free[0], 1


def _mostly(texts: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return len(texts) >= 2 and sum(map(holds, texts)) >= 0.6 * len(texts)


def _usual(texts: Sequence[str]) -> int:
    return sorted(map(len, texts))[len(texts) // 2] if len(texts) >= 2 else 0


def _is_assigned(text: str) -> bool:
    return any(item.owner and item.due for item in read_action_items(text, reference=_ANY_DAY))


def _is_answered(text: str) -> bool:
    return any(item.response for item in read_answered_items(text))
