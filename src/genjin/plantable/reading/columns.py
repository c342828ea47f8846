"""From header texts to what each column means, alone and beside its neighbours."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from genjin.plantable.reading.column import ANSWERED, COMPLETING, ITEMS, Column, HeaderCell
from genjin.plantable.reading.header_words import GENERIC
from genjin.plantable.reading.headers import HeaderMatch, header_key, match_header
from genjin.plantable.reading.result import FIELDS
from genjin.plantable.reading.stages import may_be_stage
from genjin.plantable.reading.unknown_columns import guess_unknown

_ANSWER_WORDS: Final = re.compile(r"应对|措施|对策|解决|答复|回应|response|mitigation", re.IGNORECASE)
_PLAIN_TIME: Final = frozenset({"时间", "日期", "计划", "date", "when", "day"})


@dataclass(frozen=True, slots=True)
class Content:
    """What stands under a header: how many texts, the shares of dates and of possible stages, the usual length."""

    count: int
    dates: float
    stages: float
    length: float


def fingerprint(cells: Sequence[HeaderCell]) -> str:
    """A short name of a table's headers in their order, whatever their blanks and marks."""
    words = "\x1f".join(f"{header_key(cell.parent)}\x1e{header_key(cell.text)}" for cell in cells)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def understand_columns(
    cells: Sequence[HeaderCell],
    samples: Mapping[int, Sequence[str]],
    mapping: Mapping[str, str],
    is_date: Callable[[str], bool],
) -> list[Column]:
    """What every column means: its words, the group above, its content, its neighbours; the user's `mapping` wins.

    `samples` are texts of the first data rows by column, `mapping` is header to field.
    """
    columns = [_match(cell) for cell in cells]
    _name_apart(columns)
    contents = {column.index: _content(samples.get(column.index, ()), is_date) for column in columns}
    _look_at_contents(columns, contents)
    guess_unknown(columns, samples)
    for column in columns:
        if column.header in mapping or column.key in mapping:
            field = mapping.get(column.key, mapping.get(column.header))
            column.field, column.strength, column.rank = (field if field in FIELDS else None), 4, 0
    _join_neighbours(columns)
    _leave_one_each(columns)
    _find_date(columns, contents)
    return columns


def _match(cell: HeaderCell) -> Column:
    header = " ".join((cell.text or cell.parent).split())
    found = match_header(cell.text)
    group = match_header(cell.parent)
    key = header_key(cell.text)
    if group.field and cell.parent != cell.text:
        if not cell.text or (key in GENERIC and key not in _PLAIN_TIME) or not found.strength:
            found = _in_group(group, key)
        elif key in _PLAIN_TIME and group.field in ITEMS:
            found = HeaderMatch("due", 3)
        elif group.field in ANSWERED and _ANSWER_WORDS.search(key) and match_header(key).field != group.field:
            found = HeaderMatch("response", 3)
    return Column(cell.index, header, cell.parent, found.field, found.strength, found.rank)


def _in_group(group: HeaderMatch, key: str) -> HeaderMatch:
    if group.field in ANSWERED and _ANSWER_WORDS.search(key):
        return HeaderMatch("response", 3)
    known = not key or key in GENERIC
    return HeaderMatch(group.field, group.strength if known else 1, group.rank)


def _name_apart(columns: list[Column]) -> None:
    """Give every column a key of its own, by the group above or its letter where headers repeat."""
    seen: set[str] = set()
    for column in columns:
        name = column.header or column.letter
        choices = (name, f"{column.parent} {name}".strip(), f"{name} ({column.letter})")
        column.key = next((each for each in choices if each not in seen), choices[-1])
        seen.add(column.key)


def _content(texts: Sequence[str], is_date: Callable[[str], bool]) -> Content:
    filled = [text for text in texts if text]
    if not filled:
        return Content(0, 0.0, 0.0, 0.0)
    dates = sum(map(is_date, filled)) / len(filled)
    stages = sum(map(may_be_stage, filled)) / len(filled)
    return Content(len(filled), dates, stages, sorted(map(len, filled))[len(filled) // 2])


def _look_at_contents(columns: list[Column], contents: Mapping[int, Content]) -> None:
    """Mend what words alone got wrong: 进展 over long texts is no stage, a nameless column of dates is the date."""
    fields = {column.field for column in columns}
    for column in columns:
        content = contents[column.index]
        if column.field == "stage" and content.count and content.stages < 0.5:
            column.field = next((each for each in ("actions", "feedback") if each not in fields), None)
            column.strength = 1
        elif column.field == "date" and content.count >= 3 and content.dates < 0.2 and content.length > 14:
            column.field = None
        elif not column.header and content.count >= 2 and content.dates > 0.7 and "date" not in fields:
            column.field, column.strength = "date", 1
        fields.add(column.field)


def _join_neighbours(columns: list[Column]) -> None:
    """Let owners, dates and responses belong to the column of items that they follow."""
    last: int | None = None
    have_date = False
    for at, column in enumerate(columns):
        before = columns[last].field if last is not None else None
        if column.field == "date" and have_date and before in ITEMS and header_key(column.header) in _PLAIN_TIME:
            column.field = "due"
        if column.field == "risks" and before in ANSWERED and _answers(column, str(before)):
            column.field = "response"
        if column.field in COMPLETING:
            column.belongs_to = last if _completes(column.field, before) else None
            if column.belongs_to is None:
                column.field = _alone(column, columns)
        elif column.field is not None:
            last = at if column.field in ITEMS | ANSWERED else None
        have_date = have_date or column.field == "date"


def _answers(column: Column, before: str) -> bool:
    """应对措施 after 风险 or 异议 answers it; 风险与应对 after 异议 is a column of its own."""
    header = header_key(column.header)
    if not _ANSWER_WORDS.search(header):
        return False
    return ("风险" not in header and "risk" not in header) or (
        before == "risks" and not re.search(r"风险(点|项)?[与及和/、]", header)
    )


def _completes(field: str | None, before: str | None) -> bool:
    return before in (ANSWERED if field == "response" else ITEMS)


def _alone(column: Column, columns: list[Column]) -> str | None:
    """What an owner, date or response column is that follows no items: 应对措施 can stand for the risks."""
    if column.field == "response" and not any(each.field == "risks" for each in columns):
        return "risks" if re.search(r"应对|措施|对策", column.header) else None
    return None


def _leave_one_each(columns: list[Column]) -> None:
    """Of several columns of one meaning the most telling keeps it; the others stay columns of their own."""
    best: dict[str, Column] = {}
    for column in columns:
        if column.field is None or column.field in COMPLETING:
            continue
        other = best.get(column.field)
        if other is None or (column.strength, -column.rank) > (other.strength, -other.rank):
            best[column.field] = column
    for at, column in enumerate(columns):
        if column.field is not None and column.field not in COMPLETING and best[column.field] is not column:
            column.field = None
            for each in columns:
                if each.belongs_to == at:
                    each.field, each.belongs_to = None, None


def _find_date(columns: list[Column], contents: Mapping[int, Content]) -> None:
    """Without a follow-up date take the first column of dates that is nothing else (创建时间)."""
    if any(column.field == "date" for column in columns):
        return
    for column in columns:
        content = contents[column.index]
        named = re.search(r"时间|日期|date", column.header, re.IGNORECASE) and not re.search(
            "下次|预计|计划|完成|next", column.header
        )
        if column.field is None and named and content.count and content.dates > 0.7:
            column.field, column.strength = "date", 1
            return
