"""Reading a history from CSV: `deal,at,event,value,owner`, as it is written by people and programs.

What is known of a deal's plan (`FACTS`) may stand beside: as events of their own, or as further columns, whose cells
say what held from the row's moment on.
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from genjin.forecast.engine.events import ACTIVITY, AMOUNT, FACTS, HANDED_OVER, LOST, NAMES, STAGE, WON
from genjin.forecast.engine.history import History
from genjin.forecast.engine.times import Moment, on_wall, read_moment
from genjin.forecast.engine.wrong import WrongHistory
from genjin.text.amounts import read_amount

REQUIRED: Final = ("deal", "at", "event")
COLUMNS: Final = (*REQUIRED, "value", "owner")
# what other systems call the columns and the events; the contract's own name comes first
HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "deal": (
        "deal",
        "deal_id",
        "deal id",
        "opportunity",
        "opportunity_id",
        "opportunity id",
        "商机",
        "商机编号",
        "项目",
    ),
    "at": ("at", "timestamp", "date", "datetime", "time", "时间", "日期"),
    "event": ("event", "event_type", "event type", "type", "事件", "类型"),
    "value": ("value", "值", "内容"),
    "owner": ("owner", "负责人", "销售"),
}
SPOKEN: Final[Mapping[str, int]] = {
    **NAMES,
    "阶段": STAGE,
    "金额": AMOUNT,
    "活动": ACTIVITY,
    "跟进": ACTIVITY,
    "赢单": WON,
    "输单": LOST,
    "丢单": LOST,
}
_FOREIGN: Final = frozenset("$€£")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LONGEST_WORDS: Final = 60


class Row(NamedTuple):
    """One row of the log, understood. `value` is the stage's name or the amount; None where the kind has none."""

    deal: str
    moment: Moment
    kind: int
    value: str | float | None
    owner: str


def read_history(file: Path | bytes, *, order: Sequence[str] = ()) -> History:
    """Read a CSV file. `order` names the stages from the first to the last; without it their order is learnt.

    UTF-8 with or without a byte-order mark, UTF-16 with one, or GB18030; columns in any order, further ones ignored;
    the order of rows does not matter, and rows that repeat another are ignored. Raises `WrongHistory`.
    """
    data = file if isinstance(file, bytes) else file.read_bytes()
    return history_of(rows_of(data), order=order)


def rows_of(data: bytes) -> Iterator[Row]:
    """Yield the rows of a CSV file; raises `WrongHistory` with row and column at the first that is wrong."""
    text = decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        header = next(lines, None)
        if header is None or not any(cell.strip() for cell in header):
            raise WrongHistory("empty")
        places = _places(header)
        facts = _facts(header)
        moments: dict[str, Moment] = {}
        for cells in lines:
            width = len(cells)
            # a column that the file or this row does not have is an empty cell
            row = [cells[place].strip() if 0 <= place < width else "" for place in places]
            if any(row):
                told = _row(row, lines.line_num, moments)
                yield told
                for name, place in facts:
                    if place < width and (cell := cells[place].strip()):
                        yield Row(told.deal, told.moment, FACTS[name], _fact(cell, lines.line_num, name), "")
    except csv.Error as error:
        raise WrongHistory("not_csv", row=lines.line_num, words=str(error)) from error


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or GB18030; raises `WrongHistory`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WrongHistory("unknown_encoding")


def delimiter_of(text: str) -> str:
    """Return what parts the header's cells: a comma, or what Excel writes in other countries."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _places(header: Sequence[str]) -> list[int]:
    """Return where each of `COLUMNS` stands, -1 where it does not."""
    names = [cell.strip().lower() for cell in header]
    places = []
    for name in COLUMNS:
        if names.count(name) > 1:
            raise WrongHistory("column_twice", row=1, column=name)
        place = next((names.index(word) for word in HEADERS[name] if word in names), -1)
        if name in REQUIRED and place < 0:
            raise WrongHistory("column_missing", row=1, column=name, words=",".join(header)[:_LONGEST_WORDS])
        places.append(place)
    return places


def _facts(header: Sequence[str]) -> list[tuple[str, int]]:
    """Return the columns of facts that the file has."""
    names = [cell.strip().lower() for cell in header]
    return [(name, names.index(name)) for name in FACTS if name in names]


def _row(cells: list[str], line: int, moments: dict[str, Moment]) -> Row:
    """Understand one row whose cells are already in the order of `COLUMNS`."""
    deal, written, event, text, owner = cells
    if not (deal and written and event):
        raise WrongHistory("cell_empty", row=line, column=REQUIRED[cells.index("")])
    moment = moments.get(written) or read_moment(written)
    if moment is None:
        raise WrongHistory("bad_time", row=line, column="at", words=written[:_LONGEST_WORDS])
    moments[written] = moment
    kind = SPOKEN.get(event.lower())
    if kind is None:
        raise WrongHistory("unknown_event", row=line, column="event", words=event[:_LONGEST_WORDS])
    return Row(deal, moment, kind, _value(kind, text, line), owner)


def _value(kind: int, text: str, line: int) -> str | float | None:
    if kind == STAGE:
        if not text:
            raise WrongHistory("cell_empty", row=line, column="value")
        return text
    if kind == HANDED_OVER:
        return None
    if kind < ACTIVITY and not text:
        raise WrongHistory("cell_empty", row=line, column="value")
    if kind > AMOUNT or kind == ACTIVITY or not text:
        return None
    return _fact(text, line, "value")


def _fact(text: str, line: int, column: str) -> float:
    amount = _amount(text)
    if amount is None:
        raise WrongHistory("bad_amount", row=line, column=column, words=text[:_LONGEST_WORDS])
    return amount


def _amount(text: str) -> float | None:
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    try:
        number = float(text)
    except ValueError:
        # 120 万, ¥1.2亿; amounts in other money are refused rather than added up with ours
        said = None if _FOREIGN & set(text) else read_amount(text)
        if said is None:
            return None
        number = float(said)
    return number if math.isfinite(number) and abs(number) < 1e15 else None


def history_of(rows: Iterator[Row], *, order: Sequence[str] = ()) -> History:
    """Build a history from rows in any order.

    Times without an offset are of the clock that most times with one show (UTC if none has one): a log that says
    +08:00 throughout is read by Beijing's clock, and so is an as-of date without a time.
    """
    found = [row for row in dict.fromkeys(rows) if row.kind != AMOUNT or row.value is not None]
    offsets = Counter(row.moment.offset for row in found if row.moment.offset is not None)
    zone = min(offsets, key=lambda offset: (-offsets[offset], abs(offset), offset)) if offsets else 0
    deals, owners, stages = (
        {name: place for place, name in enumerate(sorted(names))}
        for names in (
            {row.deal for row in found},
            {row.owner for row in found if row.owner},
            {str(row.value) for row in found if row.kind == STAGE},
        )
    )
    deal = np.array([deals[row.deal] for row in found], dtype=np.int64)
    at = np.array([on_wall(row.moment, zone) for row in found], dtype=np.int64)
    kind = np.array([row.kind for row in found], dtype=np.int64)
    value = np.array([_number(row, stages) for row in found], dtype=np.float64)
    owner = np.array([owners.get(row.owner, -1) for row in found], dtype=np.int64)
    rank = np.lexsort((owner, value, kind, at, deal))
    return History(
        deals=tuple(deals),
        stages=tuple(stages),
        owners=tuple(owners),
        order=tuple(dict.fromkeys(name.strip() for name in order if name.strip())),
        zone=zone,
        deal=deal[rank],
        at=at[rank],
        kind=kind[rank],
        value=value[rank],
        owner=owner[rank],
    )


def _number(row: Row, stages: dict[str, int]) -> float:
    return float(stages[str(row.value)]) if row.kind == STAGE else float(row.value or 0.0)
