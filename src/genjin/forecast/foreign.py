"""Tables of deals as other systems export them, turned into a history of the contract. Pure."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from genjin.forecast.engine.events import STAGE
from genjin.forecast.engine.reading import COLUMNS, HEADERS, REQUIRED, SPOKEN, decoded, delimiter_of
from genjin.forecast.engine.times import DAY, Moment, written
from genjin.forecast.engine.wrong import WrongHistory
from genjin.forecast.foreign_cells import NOTHING, DayOrder, is_other_money, order_of, outcome_of, read_day, read_money

FIELDS: Final = ("deal", "stage", "created", "changed", "closed", "amount", "owner", "outcome")
DAYS: Final = ("created", "changed", "closed")
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
        "单号",
        "name",
    ),
    "stage": ("销售阶段", "当前阶段", "阶段", "stage", "进度"),
    "created": (
        *(
            "创建日期",
            "创建时间",
            "created date",
            "created",
            "create date",
            "建档",
            "创建",
            "立项",
            "录入",
            "登记",
            "开始",
        ),
        *("opened", "start"),
    ),
    "changed": (
        *("阶段更新时间", "阶段变更日期", "更新时间", "last stage change", "stage date", "modified", "updated"),
        *("stage changed", "进入阶段", "变更日", "更新日"),
    ),
    "closed": (
        *("结束日期", "成交日期", "签约日期", "关闭日期", "close date", "closed", "结案", "关单", "结束日", "结束时间"),
        *("成交时间", "签约时间", "end date"),
    ),
    "amount": ("预计金额", "商机金额", "合同金额", "金额", "amount", "value", "合同额", "报价", "revenue", "price"),
    "owner": ("负责人", "销售", "所有人", "owner", "sales rep", "跟进人", "业务员", "客户经理", "归属", "salesperson"),
    "outcome": ("结果", "赢单状态", "状态", "outcome", "status", "result", "输赢", "赢", "成交", "won"),
}
WON, LOST, OPEN = "won", "lost", ""
"""What a word of the column of outcomes may mean; a stage may be an end as well, as in many systems."""
_ENDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("赢单", "已赢单", "成交", "已成交", "won", "closed won", "closedwon"), WON),
    **dict.fromkeys(("输单", "已输单", "丢单", "已丢单", "流失", "lost", "closed lost", "closedlost"), LOST),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, all cells trimmed; `lines` are the rows' numbers in a spreadsheet."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @property
    def is_contract(self) -> bool:
        """Tell whether it is a log in the form of the contract already, one row for each event."""
        places = [self.place_of(name) for name in REQUIRED]
        event = self.place_of("event")
        first = next((row[event].lower() for row in self.rows if event < len(row)), "stage")
        return min(places) >= 0 and first in SPOKEN

    def place_of(self, column: str) -> int:
        """Return where a column of the contract stands, under any of its names; -1 where it does not."""
        names = [name.lower() for name in self.header]
        return next((names.index(word) for word in HEADERS[column] if word in names), -1)


def read_table(data: bytes) -> Table:
    """Read a CSV file; raises `WrongHistory`."""
    text = decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows, lines = [], []
    try:
        for number, row in enumerate(reader, start=1):
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                rows.append(cells)
                lines.append(number)
    except csv.Error as error:
        raise WrongHistory("not_csv", row=reader.line_num, words=str(error)) from error
    if not rows:
        raise WrongHistory("empty")
    if len(rows) > MOST_ROWS:
        raise WrongHistory("too_long", row=len(rows))
    return Table(rows[0], tuple(rows[1:]), tuple(lines[1:]))


def guessed_columns(header: Sequence[str]) -> dict[str, int]:
    """Return which column each field probably is, -1 where none is like it; no column is two fields."""
    names = [name.lower() for name in header]
    found: dict[str, int] = {}
    for name, words in NAMES.items():
        free = [place for place in range(len(names)) if place not in found.values()]
        exact = (place for word in words for place in free if names[place] == word)
        within = (place for word in words for place in free if word in names[place])
        found[name] = next(exact, next(within, -1))
    return found


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the words of another system mean: a stage is one of ours, an end or nothing; an outcome an end or open."""

    stages: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)  # of stages that are ends
    outcomes: Mapping[str, str] = field(default_factory=dict)


def words_in(table: Table, place: int) -> list[tuple[str, int]]:
    """Return the different words of a column and how often each stands there, the most frequent first."""
    found = Counter(row[place] for row in table.rows if 0 <= place < len(row) and row[place].lower() not in NOTHING)
    del found[""]
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def stage_words(table: Table, columns: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the names of stages in the table, most frequent first; `columns` where it is none of the contract."""
    if not table.is_contract:
        return words_in(table, columns.get("stage", -1))
    event, value = table.place_of("event"), table.place_of("value")
    stages = (row for row in table.rows if event < len(row) and SPOKEN.get(row[event].lower()) == STAGE)
    return words_in(Table(table.header, tuple(stages), ()), value)


def guessed_meanings(stages: Sequence[str], outcomes: Sequence[str], ours: Mapping[str, str]) -> Meanings:
    """Return what the words probably mean; `ours` has the name of each of our stages by the words for it."""
    plain = {_plain(word): name for word, name in ours.items()}
    return Meanings(
        stages={word: plain[_plain(word)] for word in stages if _plain(word) in plain},
        ends={word: _ENDS[_plain(word)] for word in stages if _plain(word) in _ENDS and _plain(word) not in plain},
        outcomes={word: outcome_of(word) for word in outcomes},
    )


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("_", " ").replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Deals:
    """What a table says: rows of the contract, and what is wrong, the first of each row that is left out."""

    rows: list[tuple[str, ...]]
    wrong: list[WrongHistory]


def read_deals(table: Table, columns: Mapping[str, int], meanings: Meanings, now: Moment) -> Deals:
    """Return the rows of the contract. `columns` gives each field's column, -1 for none; raises without one of deals.

    A row tells that the deal was there on its day of creation, its amount, the stage since the day of the change (else
    of creation), and the outcome on the day of closing. A row of which one cell cannot be understood is left out whole.
    """
    if table.is_contract:
        return Deals(list(_with_our_stages(table, meanings)), [])
    if columns.get("deal", -1) < 0:
        raise WrongHistory("column_missing", row=1, column="deal", words=",".join(table.header)[:SHOWN])
    orders = {name: order_of(_column(table, columns.get(name, -1))) for name in DAYS}
    days: dict[tuple[DayOrder, str], Moment | None] = {}
    found = Deals([], [])
    for line, cells in zip(table.lines, table.rows, strict=True):
        try:
            found.rows.extend(_events(_Row(line, cells, table.header, columns, orders, days), meanings, now))
        except WrongHistory as refusal:
            found.wrong.append(refusal)
    return found


def _column(table: Table, place: int) -> Iterator[str]:
    return (row[place] for row in table.rows if 0 <= place < len(row))


def _with_our_stages(table: Table, meanings: Meanings) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a log with our names of stages; one that we lack only says that the deal was busy."""
    places = [table.place_of(name) for name in COLUMNS]
    for row in table.rows:
        deal, at, event, value, owner = (row[place] if 0 <= place < len(row) else "" for place in places)
        if SPOKEN.get(event.lower()) == STAGE and value:
            end = meanings.ends.get(value, OPEN)
            value = "" if end else meanings.stages.get(value, "")
            event = end or ("stage" if value else "activity")
        yield deal, at, event, value, owner


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]
    header: tuple[str, ...]
    columns: Mapping[str, int]
    orders: Mapping[str, DayOrder]
    days: dict[tuple[DayOrder, str], Moment | None]  # read already: the same days come again and again

    def text(self, name: str) -> str:
        place = self.columns.get(name, -1)
        text = self.cells[place] if 0 <= place < len(self.cells) else ""
        return "" if text.lower() in NOTHING else text

    def title(self, name: str) -> str:
        place = self.columns.get(name, -1)
        return self.header[place] if 0 <= place < len(self.header) else name

    def wrong(self, code: str, name: str) -> WrongHistory:
        return WrongHistory(code, row=self.line, column=self.title(name), words=self.text(name)[:SHOWN])

    def day(self, name: str) -> Moment | None:
        text = self.text(name)
        if not text:
            return None
        key = (self.orders[name], text)
        if key not in self.days:
            self.days[key] = read_day(text, self.orders[name])
        if (found := self.days[key]) is None:
            raise self.wrong("bad_time", name)
        return found


def _events(row: _Row, meanings: Meanings, now: Moment) -> list[tuple[str, ...]]:
    deal, owner = row.text("deal"), row.text("owner")
    if not deal:
        raise row.wrong("cell_empty", "deal")
    created, changed, closed = (row.day(name) for name in DAYS)
    stage = row.text("stage")
    end = meanings.outcomes.get(row.text("outcome"), OPEN) or meanings.ends.get(stage, OPEN)
    begun = created or changed or (closed if end else None)
    if begun is None:
        raise row.wrong("cell_empty", "created")
    found: list[tuple[str, ...]] = [(deal, written(begun.wall), "activity", "", owner)]
    if ours := meanings.stages.get(stage):
        found.append((deal, written((changed or begun).wall), "stage", ours, owner))
    if row.text("amount"):
        found.append((deal, written(begun.wall), "amount", _amount(row), owner))
    if end:
        ended, name = (closed, "closed") if closed else (changed or begun, "changed")
        if ended.wall > now.wall:
            raise row.wrong("not_yet", name)
        if ended.wall < begun.wall - DAY + 1:
            raise row.wrong("too_early", name)
        found.append((deal, written(max(ended.wall, begun.wall)), end, "", owner))
    return found


def _amount(row: _Row) -> str:
    said = row.text("amount")
    amount = read_money(said)
    if is_other_money(said):
        raise row.wrong("other_money", "amount")
    if amount is None or abs(amount) >= 10**15:
        raise row.wrong("bad_amount", "amount")
    return format(amount, "f")


def as_csv(rows: Iterator[tuple[str, ...]]) -> str:
    """Return rows of the contract as the text of a CSV file."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return buffer.getvalue()
