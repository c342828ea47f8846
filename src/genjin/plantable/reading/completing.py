"""Owners, dates and responses that stand in columns of their own, put to the items they belong to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from genjin.plantable.reading.blanks import is_blank
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.text.dates import read_date

_MARK: Final = re.compile(
    r"^\s*(?:[（(]\s*[\d一二三四五六七八九十]{1,2}\s*[）)]|\d{1,2}\s*[.．、)）](?!\d)|[一二三四五六七八九十]{1,2}、|[①-⑳]|[-–—•·★*\u25a0-\u25ff]+(?=\s*\D))\s*"
)
_COUNTED: Final = re.compile(r"\s*(\d{1,2})\s*[.．、)）]\s*")
_BETWEEN_MARKS: Final = re.compile(r"(?:\s*[;；,，]?\s*)(?=[①-⑳]|(?<!\d)\d{1,2}[.．、)）](?!\d)\s*\D)")


def pieces_for(text: str, count: int) -> list[str] | None:
    """The values of a column beside `count` items: one for each, or a single one for all; None where neither fits."""
    lines = _uncounted([line.strip() for line in text.split("\n")])
    if count > 1:
        for pieces in (
            lines,
            [line for line in lines if line],
            _BETWEEN_MARKS.split(text.strip()),
            re.split(r"[;；]", text),
            text.split("/"),
        ):
            cleaned = [_unmarked(piece) for piece in pieces]
            if len(cleaned) == count and (len(cleaned) > 1):
                return cleaned
    filled = [_unmarked(line) for line in lines if line]
    return filled * count if len(filled) == 1 else None


def _uncounted(lines: list[str]) -> list[str]:
    """The lines without their numbers where these count up from 1, so that 1.3月5日 is a day of March."""
    marks = [_COUNTED.match(line) for line in lines]
    if len(lines) > 1 and all(mark and int(mark[1]) == at for at, mark in enumerate(marks, 1)):
        return [line[mark.end() :] for line, mark in zip(lines, marks, strict=True) if mark]
    return lines


def _unmarked(text: str) -> str:
    text = _MARK.sub("", text).strip()
    return "" if is_blank(text) else text


def give_owners(items: Sequence[ActionItem], text: str) -> list[ActionItem] | None:
    """Items with the owners of a column; None where the column does not fit them and nobody is named twice."""
    owners = pieces_for(text, len(items))
    if owners is None or not any(
        not item.owner or item.owner == owner for item, owner in zip(items, owners, strict=True)
    ):
        return None
    return [
        item if item.owner or not owner else replace(item, owner=_several(owner))
        for item, owner in zip(items, owners, strict=True)
    ]


def _several(owner: str) -> str:
    return "、".join(
        part for part in (each.strip() for each in re.split(r"[、,，/／&＆;；\n]+|\s+(?=[^\x00-\x7f])", owner)) if part
    )


def give_dates(items: Sequence[ActionItem], text: str, reference: date) -> list[ActionItem] | None:
    """Items with the dates of a column; words that are no date (待定, 尽快) stay in the content in brackets."""
    dates = pieces_for(text, len(items))
    if dates is None:
        return None
    return [_with_date(item, words, reference) if words else item for item, words in zip(items, dates, strict=True)]


def _with_date(item: ActionItem, words: str, reference: date) -> ActionItem:
    found = read_date(words, reference=reference)
    if found is None:
        return replace(item, content=f"{item.content}（{words}）")
    return item if item.due is not None else replace(item, due=found.last)


def give_responses(items: Sequence[AnsweredItem], text: str) -> list[AnsweredItem]:
    """Items with the responses of a column; what cannot be shared out answers the last, nothing is dropped."""
    answers = pieces_for(text, len(items))
    if answers is None or (len(items) > 1 and len(set(answers)) == 1 and not _is_several(text)):
        answers = [""] * (len(items) - 1) + [text.strip()]
    return [
        item if not answer else replace(item, response=f"{item.response}；{answer}" if item.response else answer)
        for item, answer in zip(items, answers, strict=True)
    ]


def _is_several(text: str) -> bool:
    return "\n" in text.strip()
