"""Forms of 字段 | 内容 pairs: a card for each follow-up, in two columns or four, or a column for each."""

import re
from collections.abc import Sequence
from typing import Final

from genjin.plantable.reading.blanks import is_blank
from genjin.plantable.reading.column import ANSWERED, COMPLETING, ITEMS
from genjin.plantable.reading.form_cards import Card, Entry, as_table
from genjin.plantable.reading.form_labels import (
    are_labels,
    are_values_of,
    is_label,
    label_columns,
    parted,
    record_columns,
)
from genjin.plantable.reading.grids.grid import Grid, GridRow
from genjin.plantable.reading.header_words import FIELD_PAIR, GENERIC
from genjin.plantable.reading.headers import header_key, is_header_like, match_header
from genjin.plantable.reading.merges import Merges
from genjin.plantable.reading.tables import FoundTable, IsDate, Mappings

_SIGNED: Final = re.compile(r"(?:签字|签名|签章|盖章|日期|年\s*月\s*日)\s*[:：]?\s*")
"""What stands beside 主管意见 where nobody has written anything."""
_COUNT: Final = re.compile(r"(?:第|记录|跟进|拜访)?[一二三四五六七八九十\d]{1,3}(?:次|条|笔|轮|次跟进|次拜访)?$")
"""What heads the columns of a form that has one for each follow-up: 第1次."""


def find_forms(grid: Grid, mappings: Mappings, is_date: IsDate) -> list[FoundTable]:
    """Every card of a grid as a table of one row; none where the grid is no form."""
    labels = label_columns(grid)
    if not labels:
        return []
    records = record_columns(grid, labels)
    tables: list[FoundTable] = []
    for card in _Forms(grid, labels, records).read():
        table = as_table(card, grid, mappings, is_date)
        if table is not None:
            tables.append(table)
    return tables


class _Forms:
    """Reads a form from the top down, opening a card whenever a label comes again."""

    def __init__(self, grid: Grid, labels: Sequence[int], records: Sequence[int]) -> None:
        self._grid, self._labels, self._records = grid, labels, records
        self._merges = Merges(grid)
        self._cards: list[Card] = []
        self._lines: list[str] = list(grid.above)
        self._open: dict[int, Card] = {}
        self._sub: dict[int, str] = {}
        self._last: list[Entry] = []
        self._waiting: Entry | None = None

    def read(self) -> list[Card]:
        above: GridRow | None = None
        for row in self._grid.rows:
            if above is not None and are_values_of(row, above):
                for column in above.filled():
                    self._add(above, column, above.texts[column], [row.text(column)])
                above = None
                continue
            if above is not None:
                self._read_row(above)
            above = row if not self._sub and not self._records and are_labels(row, self._labels) else None
            if above is None:
                self._read_row(row)
        if above is not None:
            self._read_row(above)
        return self._cards

    def _read_row(self, row: GridRow) -> None:
        filled = row.filled()
        if self._is_caption(row, filled):
            return
        if self._is_sub_header(row, filled):
            return
        if self._records:
            self._read_record_row(row)
            return
        labelled = [column for column in filled if self._is_label_at(row, column, filled)]
        if not labelled:
            self._carry_on(row, filled)
            return
        self._sub, self._waiting = {}, None
        for at, column in enumerate(labelled):
            end = labelled[at + 1] if at + 1 < len(labelled) else len(row.texts)
            values = [row.texts[each] for each in filled if column < each < end]
            if not (values and all(map(_SIGNED.fullmatch, values))):
                for label, texts in parted(row.texts[column], values):
                    self._add(row, column, label, texts)
        self._note_sub_header(row, labelled, filled)

    def _is_caption(self, row: GridRow, filled: Sequence[int]) -> bool:
        """字段 | 内容 over the pairs, and titles between cards."""
        keys = [header_key(row.texts[column]) for column in filled]
        if len(filled) >= 2 and keys[0] in FIELD_PAIR and all(key in FIELD_PAIR or _COUNT.match(key) for key in keys):
            return True
        if len(filled) == 1:
            text = row.texts[filled[0]]
            merge = self._merges.at(row.number, filled[0])
            wide = merge is not None and merge.right > merge.left
            known = match_header(text)
            if self._waiting is not None and not (known.strength == 3 and known.field):
                self._waiting.texts.append(text)
                self._waiting = None
                return True
            if filled[0] in self._labels and known.strength == 3 and known.field and (wide or len(self._labels) > 0):
                return self._wait_below(row, filled[0], text, wide=wide)
            if filled[0] == self._labels[0] and (wide or not self._is_under_label(row, filled[0])):
                self._lines.append(text)
                self._last = []
                self._sub = {}
                return True
        return False

    def _wait_below(self, row: GridRow, column: int, text: str, *, wide: bool) -> bool:
        """A label alone over the whole width has its text in the row below."""
        if not wide:
            return False
        self._add(row, column, text, [])
        self._waiting = self._last[-1] if self._last else None
        return True

    def _is_under_label(self, row: GridRow, column: int) -> bool:
        return self._merges.from_above(row.number, column)

    def _is_label_at(self, row: GridRow, column: int, filled: Sequence[int]) -> bool:
        """In a column of labels, or a known label between two values: 跟进日期 | … | 跟进人 | … | 当前阶段 | …."""
        if column in self._labels:
            return self._is_label_here(row, column)
        at = filled.index(column)
        beside = 1 < at < len(filled) - 1 and filled[0] in self._labels and not self._sub
        return (
            beside and is_label(row.texts[column]) and not any(is_label(row.texts[filled[n]]) for n in (at - 1, at + 1))
        )

    def _is_label_here(self, row: GridRow, column: int) -> bool:
        """In a label column a short text is a label when it is a known one, or when a value follows it."""
        text = row.texts[column]
        if self._sub:
            return match_header(text).strength == 3 and match_header(text).field is not None
        if is_label(text):
            return True
        if not is_header_like(text) or len(text) > 16:
            return False
        follows = column + 1 < len(row.texts) and any(row.texts[column + 1 :])
        return follows and (column == self._labels[0] or self._is_even(row, column))

    def _is_even(self, row: GridRow, column: int) -> bool:
        """An unknown label of a later pair stands right of a value, not right of its own label."""
        before = [each for each in row.filled() if each < column]
        return len(before) >= 2 and before[-1] not in self._labels

    def _is_sub_header(self, row: GridRow, filled: Sequence[int]) -> bool:
        """内容 | 负责人 | 时间 under a label over several rows, or 下一步计划 | 负责人 over rows of their own."""
        texts = [row.texts[column] for column in filled]
        matches = [match_header(text) for text in texts]
        completing = [match for match in matches if match.field in COMPLETING]
        generic = [
            text for text in texts if header_key(text) in GENERIC or match_header(text).field in (*COMPLETING, "seq")
        ]
        rest = [text for text in texts if text not in generic]
        if (not completing and not (len(generic) >= 2)) or self._records or len(rest) > 1:
            return False
        if rest and match_header(rest[0]).field not in ITEMS | ANSWERED:
            return False
        if not rest and not self._last:
            return False
        if rest and filled[0] in self._labels and self._values_beside(row, filled):
            return False
        if rest:
            column = filled[texts.index(rest[0])]
            self._add(row, column, rest[0], [])
            if column == filled[0] and not any(header_key(text) in GENERIC for text in texts):
                self._sub = {column: "content"}
        else:
            self._sub = {}
        for column, text in zip(filled, texts, strict=True):
            if text not in rest:
                field_name = match_header(text).field
                plain_time = header_key(text) in ("时间", "日期")
                self._sub[column] = (
                    "due" if plain_time else field_name if field_name in (*COMPLETING, "seq") else "content"
                )
        return True

    def _values_beside(self, row: GridRow, filled: Sequence[int]) -> bool:
        """Whether this is a pair of label and value after all (下一步计划 | 提交方案 | 负责人 | 张伟)."""
        return any(
            not is_label(row.texts[column]) and header_key(row.texts[column]) not in GENERIC for column in filled
        )

    def _note_sub_header(self, row: GridRow, labelled: Sequence[int], filled: Sequence[int]) -> None:
        """Columns for owners and dates may be named in the row of the label itself."""
        if len(labelled) == 1 and self._last:
            values = [column for column in filled if column > labelled[0]]
            names = [match_header(row.texts[column]).field for column in values]
            if (
                values
                and all(
                    name in COMPLETING or header_key(row.texts[column]) in GENERIC
                    for name, column in zip(names, values, strict=True)
                )
                and len(values) > 1
            ):
                self._last[-1].texts.clear()
                self._sub = {
                    column: str(name)
                    if name in COMPLETING
                    else "due"
                    if header_key(row.texts[column]) in ("时间", "日期")
                    else "content"
                    for name, column in zip(names, values, strict=True)
                }

    def _carry_on(self, row: GridRow, filled: Sequence[int]) -> None:
        if not self._last or not filled:
            self._lines.extend(row.texts[column] for column in filled)
            return
        if self._sub:
            self._last[-1].texts.append(self._sub_row(row))
        else:
            self._last[-1].texts.append(" ".join(row.texts[column] for column in filled))

    def _sub_row(self, row: GridRow) -> str:
        parts: dict[str, list[str]] = {}
        for column in row.filled():
            nearest = max((each for each in self._sub if each <= column), default=min(self._sub))
            parts.setdefault(self._sub[nearest], []).append(row.texts[column])
        content = " ".join(parts.get("content", []))
        if parts.get("response"):
            return f"{content} → {' '.join(parts['response'])}"
        beside = "/".join(
            each
            for each in (" ".join(parts.get("owner", [])), " ".join(parts.get("due", [])))
            if each and not is_blank(each)
        )
        if beside and not parts.get("owner"):
            beside = f"/{beside}"
        return f"{content}（{beside}）" if beside else content

    def _read_record_row(self, row: GridRow) -> None:
        label = row.text(self._labels[0])
        for column in self._records:
            if label:
                self._add(row, column, label, [row.text(column)] if row.text(column) else [])
            elif row.text(column) and column in self._open and self._open[column].entries:
                self._open[column].entries[-1].texts.append(row.text(column))

    def _add(self, row: GridRow, column: int, label: str, values: Sequence[str]) -> None:
        stream = column if self._records or self._is_beside(column) else 0
        card = self._open.get(stream)
        match = match_header(label)
        if card is None or (card.has(label) and match.field not in COMPLETING):
            card = Card(row.number, self._lines)
            self._lines = []
            self._open[stream] = card
            self._cards.append(card)
        entry = Entry(label, row.number, [text for text in values if text])
        card.entries.append(entry)
        self._last = [entry]

    def _is_beside(self, column: int) -> bool:
        """Whether a label column opens cards of its own: it repeats the labels of the first one."""
        if column == self._labels[0] or len(self._labels) < 2:
            return False
        first = {row.text(self._labels[0]) for row in self._grid.rows if is_label(row.text(self._labels[0]))}
        own = {row.text(column) for row in self._grid.rows if is_label(row.text(column))}
        return len(first & own) >= 0.6 * len(own)
