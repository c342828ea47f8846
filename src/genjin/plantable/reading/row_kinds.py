"""Which rows under a header hold a follow-up, carry one on, name a group, or are left out."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from genjin.plantable.reading.blanks import is_blank
from genjin.plantable.reading.column import BODY, Column
from genjin.plantable.reading.grids.grid import GridRow
from genjin.plantable.reading.merges import Merges

KEYS: Final = frozenset({"seq", "date", "customer_project", "customer", "project", "stage"})
NAMES: Final = frozenset({"customer_project", "customer"})

_TOTAL: Final = re.compile(
    r"^\W*(合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|平\s*均|total|subtotal|sum)\W*(\d.*|[:：].*|[（(].*|本[周月期].*)?$",
    re.IGNORECASE | re.DOTALL,
)
_LEGEND: Final = re.compile(
    r"^[\s*※★▲]*(注|备注|说明|图例|填表说明|填写说明|备注说明|提示|注意|注意事项|温馨提示|要求|颜色说明|note|notes|legend)\s*\d?\s*[:：]",
    re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(
    r"^\s*(制表|填表|编制|填报|审核|审批|批准|复核|校对|核准|签字|签名|签章|盖章|部门|主管|分管|总经理|经理|领导|负责人|销售|汇报|提交|报送|打印|导出|更新|日期|时间"
    r"|prepared|reviewed|approved|signed|signature)[^:：，。]{0,14}([:：]|（签字）|\(签字\)|签字\s*$)"
    r"|^[^:：，。]{0,14}(签字|签名|签章|盖章|审核|审批|审阅|批准|批示|意见)[）)]?\s*[:：]",
    re.IGNORECASE,
)
_SEQ: Final = re.compile(
    r"^[（(#№]?\s*(?:[A-Za-z]{0,4}[-.]?\d+(?:[-.]\d+)*|[一二三四五六七八九十]+|[①-⑳㉑-㉟])\s*[）).、]?$"
)
_EXAMPLE: Final = re.compile(
    r"^[\s（(【\[]*(例|示例|样例|范例|举例|填写示例|填写样例|example|sample)[\s）)】\]]*\d?\s*([:：]|$)", re.IGNORECASE
)
_UNIT: Final = re.compile(
    r"[（(]?(?:单位[:：])?(?:%|％|万|千|百万|万元|元|千元|亿元|美元|天|日|月|年|周|个|人|家|次|台|套|必填|选填|非必填|年/月/日|年-月-日|yyyy.{0,12}|下拉.{0,4}|单选|多选"
    r"|文本|数字|日期)[)）]?",
    re.IGNORECASE,
)
"""What a row under the header says of how its columns are filled in."""
_COUNTED: Final = re.compile(r"[（(]?\d{1,2}[）)]?|[①-⑳]")
_LEAST_COUNTED: Final = 4


def _figures(text: str) -> int:
    return int(unicodedata.numeric(text)) if len(text) == 1 else int(text.strip("（()）"))


class RowKind(Enum):
    """What a row under a header is."""

    FOLLOW_UP = auto()
    CONTINUED = auto()
    GROUP = auto()
    LEFT_OUT = auto()
    BLANK = auto()


class RowSorter:
    """Sorts the rows of one table, by plain rules about which cells a row fills itself."""

    def __init__(self, columns: Sequence[Column], merges: Merges) -> None:
        self._columns = columns
        self._merges = merges
        self._by_field = {column.field: column for column in columns if column.field}
        self._width = len(columns)
        self._has_more = any(column.field in BODY for column in columns)

    def kind_of(self, row: GridRow, following: GridRow | None, *, has_previous: bool) -> RowKind:
        """What this row is, looking at the next one where a lone name may head a group."""
        filled = [column for column in self._columns if row.text(column.index)]
        if all(is_blank(row.text(column.index)) or self._is_number(row, column) for column in filled):
            return RowKind.BLANK
        if len(filled) > 1 and all(column.field in ("seq", "date") for column in filled) and self._has_more:
            return RowKind.BLANK
        if self._is_footer(row, filled) or self._is_example(row, filled):
            return RowKind.LEFT_OUT
        if len(filled) == 1:
            return self._kind_of_single(row, filled[0], following, has_previous=has_previous)
        if has_previous and self._carries_on(row):
            return RowKind.CONTINUED
        return RowKind.FOLLOW_UP

    def _own(self, row: GridRow, *fields: str) -> bool:
        """Whether the row itself says something in one of these columns."""
        for field in fields:
            column = self._by_field.get(field)
            if (
                column is not None
                and not is_blank(row.text(column.index))
                and not self._merges.from_above(row.number, column.index)
            ):
                return True
        return False

    def _is_number(self, row: GridRow, column: Column) -> bool:
        return column.field == "seq" and bool(_SEQ.match(row.text(column.index)))

    def _is_example(self, row: GridRow, filled: Sequence[Column]) -> bool:
        """Whether a row only shows how to fill the table in: 例 | 2026-01-01 | …, (1) | (2) | (3), % | 万元."""
        texts = [row.text(column.index) for column in filled]
        counted = len(texts) >= _LEAST_COUNTED and all(map(_COUNTED.fullmatch, texts))
        if bool(_EXAMPLE.match(texts[0])) or (len(texts) > 1 and all(map(_UNIT.fullmatch, texts))):
            return True
        return counted and [*map(_figures, texts)] == [*range(1, len(texts) + 1)]

    def _is_footer(self, row: GridRow, filled: Sequence[Column]) -> bool:
        first = row.text(filled[0].index)
        if _TOTAL.match(first) and (filled[0].field not in BODY or len(filled) == 1):
            return True
        if filled[0].field in BODY and filled[0].index != self._columns[0].index:
            return False
        keyed = sum(self._own(row, field) for field in ("date", *NAMES, "project", "stage")) - (
            filled[0].field in KEYS - {"seq"}
        )
        if _LEGEND.match(first):
            return len(filled) <= 2 or keyed <= 0
        return bool(_SIGNATURE.match(first)) and keyed <= 1 and not _is_seq(row, self._by_field.get("seq"))

    def _kind_of_single(
        self, row: GridRow, column: Column, following: GridRow | None, *, has_previous: bool
    ) -> RowKind:
        text = row.text(column.index)
        merge = self._merges.at(row.number, column.index)
        wide = merge is not None and merge.right - merge.left + 1 >= max(3, self._width // 2)
        is_first = column is self._columns[0]
        if not wide and not is_first and column.field not in KEYS:
            return RowKind.CONTINUED if has_previous else RowKind.LEFT_OUT
        if not wide and column.field in ("date", "stage", "project", "customer", "customer_project"):
            return self._kind_of_lone_key(column, text, following)
        sentence = len(text) > 40 or re.search(r"[。；;！!]|，.*，", text)
        return RowKind.LEFT_OUT if sentence else RowKind.GROUP

    def _kind_of_lone_key(self, column: Column, text: str, following: GridRow | None) -> RowKind:
        """A name or a day alone heads the rows below that leave it blank; a day alone is nothing else."""
        if column.field in (*NAMES, "date") and following is not None:
            below = [each for each in self._columns if following.text(each.index)]
            carried = not following.text(column.index) and len(below) > 1
            if carried and not self._merges.from_above(following.number, column.index):
                return RowKind.GROUP
        if column.field in ("date", "stage") or len(text) > 30 or re.search(r"[。；;！!：:]", text):
            return RowKind.LEFT_OUT
        return RowKind.FOLLOW_UP

    def _carries_on(self, row: GridRow) -> bool:
        """Whether a row only carries on the texts of the row above: none of what names a follow-up is its own."""
        if self._own(row, "date", *NAMES, "project"):
            return False
        seq = self._by_field.get("seq")
        if seq is not None:
            if self._merges.from_above(row.number, seq.index):
                return True
            if row.text(seq.index):
                return False
            return not (self._own(row, "goal") and self._own(row, "stage") and self._own(row, "actions", "next_steps"))
        if self._own(row, "stage") and self._own(row, "goal", "actions"):
            return False
        return not (self._own(row, "goal") and self._own(row, "actions", "next_steps"))


def _is_seq(row: GridRow, column: Column | None) -> bool:
    return column is not None and bool(_SEQ.match(row.text(column.index)))
