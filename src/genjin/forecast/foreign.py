"""Tables of deals as other systems export them, turned into a history of the contract. Pure."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from genjin.forecast.engine.reading import COLUMNS, decoded, delimiter_of
from genjin.forecast.engine.times import read_moment, written
from genjin.forecast.engine.wrong import WrongHistory
from genjin.text.amounts import read_amount

FIELDS: Final = ("deal", "stage", "created", "changed", "closed", "amount", "owner", "outcome")
NEEDED: Final = ("deal",)
MOST_ROWS: Final = 200_000
SHOWN: Final = 60
# what other systems call the columns, in the order in which they are tried
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "deal": (
        "商机编号",
        "商机名称",
        "商机",
        "项目名称",
        "项目",
        "opportunity id",
        "opportunity",
        "deal id",
        "deal",
        "name",
    ),
    "stage": ("销售阶段", "当前阶段", "阶段", "stage"),
    "created": ("创建日期", "创建时间", "created date", "created", "create date"),
    "changed": ("阶段更新时间", "阶段变更日期", "更新时间", "last stage change", "stage date", "modified", "updated"),
    "closed": ("结束日期", "成交日期", "签约日期", "关闭日期", "close date", "closed"),
    "amount": ("预计金额", "商机金额", "合同金额", "金额", "amount", "value"),
    "owner": ("负责人", "销售", "所有人", "owner", "sales rep"),
    "outcome": ("结果", "赢单状态", "状态", "outcome", "status", "result"),
}
WON_WORDS: Final = frozenset(
    {"赢单", "已赢单", "成交", "已成交", "赢", "签约", "已签约", "won", "closed won", "win", "是"}
)
LOST_WORDS: Final = frozenset(
    {"输单", "已输单", "丢单", "失败", "流失", "输", "无效", "关闭", "放弃", "lost", "closed lost", "lose", "否"}
)


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, all cells trimmed."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_contract(self) -> bool:
        """Tell whether it has the columns of the contract already."""
        return {"deal", "at", "event"} <= {name.lower() for name in self.header}


def read_table(data: bytes) -> Table:
    """Read a CSV file; raises `WrongHistory`."""
    text = decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        found = [tuple(cell.strip() for cell in row) for row in lines]
    except csv.Error as error:
        raise WrongHistory("not_csv", row=lines.line_num, words=str(error)) from error
    if not found or not any(found[0]):
        raise WrongHistory("empty")
    if len(found) > MOST_ROWS:
        raise WrongHistory("too_long", row=len(found))
    return Table(found[0], tuple(found[1:]))


def guessed_columns(header: Sequence[str]) -> dict[str, int]:
    """Return which column each field probably is, -1 where none is like it; no column is two fields."""
    names = [name.lower() for name in header]
    found: dict[str, int] = {}
    for field, words in NAMES.items():
        free = [place for place in range(len(names)) if place not in found.values()]
        exact = (place for word in words for place in free if names[place] == word)
        within = (place for word in words for place in free if word in names[place])
        found[field] = next(exact, next(within, -1))
    return found


def history_rows(table: Table, columns: Mapping[str, int]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the rows of the contract. `columns` gives each field's column, -1 for none.

    A row tells that the deal was there on its day of creation, its amount, the stage since the day of the change (else
    of creation), and the outcome on the day of closing. Raises `WrongHistory` with row and column.
    """
    if columns.get("deal", -1) < 0:
        raise WrongHistory("column_missing", row=1, column="deal", words=",".join(table.header)[:SHOWN])
    for number, row in enumerate(table.rows, start=2):
        if any(row):
            yield from _events(_Row(number, row, table.header, columns))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: tuple[str, ...]
    header: tuple[str, ...]
    columns: Mapping[str, int]

    def text(self, field: str) -> str:
        place = self.columns.get(field, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else ""

    def title(self, field: str) -> str:
        place = self.columns.get(field, -1)
        return self.header[place] if 0 <= place < len(self.header) else field

    def day(self, field: str) -> str:
        text = self.text(field)
        if not text:
            return ""
        found = read_moment(text)
        if found is None:
            raise WrongHistory("bad_time", row=self.number, column=self.title(field), words=text[:SHOWN])
        return written(found.wall)


def _events(row: _Row) -> Iterator[tuple[str, str, str, str, str]]:
    deal, owner = row.text("deal"), row.text("owner")
    if not deal:
        raise WrongHistory("cell_empty", row=row.number, column=row.title("deal"))
    created, changed, closed = row.day("created"), row.day("changed"), row.day("closed")
    begun = created or changed or closed
    if not begun:
        raise WrongHistory("cell_empty", row=row.number, column=row.title("created"))
    if created:
        yield deal, created, "activity", "", owner
    if stage := row.text("stage"):
        yield deal, changed or begun, "stage", stage, owner
    if said := row.text("amount"):
        amount = read_amount(said)
        if amount is None:
            raise WrongHistory("bad_amount", row=row.number, column=row.title("amount"), words=said[:SHOWN])
        yield deal, begun, "amount", format(amount, "f"), owner
    outcome = row.text("outcome").lower()
    if outcome in WON_WORDS or outcome in LOST_WORDS:
        yield deal, closed or changed or begun, "won" if outcome in WON_WORDS else "lost", "", owner


def as_csv(rows: Iterator[tuple[str, ...]]) -> str:
    """Return rows of the contract as the text of a CSV file."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return buffer.getvalue()
