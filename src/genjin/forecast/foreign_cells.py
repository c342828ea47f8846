"""Cells of tables of other systems: days, amounts and outcomes, as people and programs write them. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from genjin.forecast.engine.times import YEARS, Moment, read_moment
from genjin.text.amounts import read_amount

DayOrder = Literal["", "day", "month"]
NOTHING: Final = frozenset(
    {"-", "--", "—", "–", "/", "n/a", "na", "null", "none", "nil", "无", "待定", "未知", "tbd", "0000-00-00"}
)
"""What stands in cells in which nothing is to stand."""

_CLOCK: Final = r"(?:[ T]*(?:上午|下午|[ap]m)? ?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)? ?(?:[ap]\.?m\.?)?)?"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{_CLOCK}", re.IGNORECASE)
_YEAR_LAST: Final = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}),?{_CLOCK}", re.IGNORECASE)
_DAY_OF_MONTH: Final = re.compile(rf"(\d{{1,2}})[-. ]+([a-z]{{3,9}})[-., ]+(\d{{4}}){_CLOCK}", re.IGNORECASE)
_MONTH_AND_DAY: Final = re.compile(rf"([a-z]{{3,9}})[. ]+(\d{{1,2}}),? +(\d{{4}}){_CLOCK}", re.IGNORECASE)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL: Final = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
"""A day as spreadsheets count it, 1954 to 2119."""
_DECIMAL_COMMA: Final = re.compile(r"(\D*)(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})(?!\d)(.*)")
_DOTTED: Final = re.compile(r"(\D*)(\d{1,3}(?:\.\d{3}){2,})(?![.\d])(.*)")
_OTHER_MONEY: Final = re.compile(r"[$€£₩₹]|(?<![a-z])(?:us\$?d?|eur|gbp|hkd|jpy)(?![a-z])", re.IGNORECASE)

_WON: Final = re.compile(r"赢|成交|签约|中标|\bwon\b|\bwin\b|^是$")
_LOST: Final = re.compile(
    r"输|丢|失败|流失|放弃|取消|无效|终止|关闭|\blost\b|\blose\b|\blosing\b|\bcancel|\babandon|\bdead\b|^否$"
)
_NOT: Final = re.compile(r"未|不|没|\bnot\b")


def order_of(cells: Iterable[str]) -> DayOrder:
    """Return what days such as 03/04/2026 begin with, as the others of their column show; "" where they do not."""
    first = second = False
    for cell in cells:
        found = _YEAR_LAST.fullmatch(cell)
        if found and found[2] != ".":
            first, second = first or int(found[1]) > 12, second or int(found[3]) > 12
    if first == second:
        return ""
    return "day" if first else "month"


def read_day(text: str, order: DayOrder) -> Moment | None:
    """Read a day or moment as other systems write it; `order` is that of the column. None for all else.

    With dots the day comes first, as wherever dots are written. Where the order is not known and could be either, it is
    none.
    """
    if exact := read_moment(text):
        return exact
    numbers = _numbers(text, order)
    try:
        day = datetime(*numbers, tzinfo=UTC) if numbers else None
    except ValueError:
        return None
    return Moment(int(day.timestamp()), None) if day is not None and day.year in YEARS else None


def _numbers(text: str, order: DayOrder) -> tuple[int, int, int] | None:
    """Return year, month and day."""
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_LAST.fullmatch(text):
        one, other = int(found[1]), int(found[3])
        begins = "day" if found[2] == "." or one == other else order
        return (int(found[4]), other, one) if begins == "day" else (int(found[4]), one, other) if begins else None
    if found := _DAY_OF_MONTH.fullmatch(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_AND_DAY.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    if found := _SERIAL.fullmatch(text):
        day = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=int(found[1]))
        return day.year, day.month, day.day
    return None


def _month(name: str) -> int:
    """Return the number of an English month, 0 for another word."""
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0


def is_other_money(text: str) -> bool:
    """Tell whether an amount is said in another money than ours."""
    return _OTHER_MONEY.search(text) is not None


def read_money(text: str) -> Decimal | None:
    """Return an amount, also with a decimal comma or dots between thousands; None where it says anything else."""
    if found := _DECIMAL_COMMA.fullmatch(text):
        text = f"{found[1]}{found[2].replace('.', '')}.{found[3]}{found[4]}"
    elif found := _DOTTED.fullmatch(text):
        text = f"{found[1]}{found[2].replace('.', '')}{found[3]}"
    return read_amount(text)


def outcome_of(word: str) -> Literal["won", "lost", ""]:
    """Return what a word of another system probably says of a deal's end; "" for one that goes on."""
    plain = " ".join(word.lower().replace("_", " ").replace("-", " ").split())
    if _LOST.search(plain):
        return "lost"
    return "won" if _WON.search(plain) and not _NOT.search(plain) else ""
