"""What a written date that names a day, month, quarter or year means (how they are written: absolute_rules)."""

from datetime import date
from re import Match

from genjin.text.dates.found import Context, Days
from genjin.text.dates.numerals import number, year
from genjin.text.dates.reckoning import day, days, month_days, months_later, nearest_year

MID_MONTH = 15
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


MONTH_OFFSETS = {"本": 0, "这": 0, "当": 0, "下": 1, "次": 1, "上": -1}
YEAR_OFFSETS = {"今": 0, "本": 0, "明": 1, "去": -1, "后": 2, "前": -2}


def _year(m: Match[str], context: Context) -> int | None:
    """Return the year that the words name, None where they name none."""
    if m["y"]:
        return year(m["y"], context.reference.year)
    return context.reference.year + YEAR_OFFSETS[m["yw"]] if m["yw"] else None


def _in_year(m: Match[str], month: int, number_: int, context: Context) -> date | None:
    found = _year(m, context)
    if found is None:
        found = nearest_year(month, number_, context)
    return None if found is None else day(found, month, number_)


def numeric(m: Match[str], context: Context) -> Days | None:
    """Read 2026-03-15, 26.3.5."""
    return days(day(year(m["y"], context.reference.year), int(m["m"]), int(m["d"])))


def american(m: Match[str], context: Context) -> Days | None:
    """Read 3/15/2026, and 15/3/2026 where the first cannot be a month."""
    month, number_ = int(m["m"]), int(m["d"])
    if month > 12:
        month, number_ = number_, month
    return days(day(year(m["y"], context.reference.year), month, number_))


def compact(m: Match[str], context: Context) -> Days | None:
    """Read 20260315."""
    words = m[0]
    head = len(words) - 4
    return days(day(year(words[:head], context.reference.year), int(words[head : head + 2]), int(words[head + 2 :])))


def month_day(m: Match[str], context: Context) -> Days | None:
    """Read 3月15日, 2026年3月15号, 三月十五日, 3/15, 3.15."""
    month, number_ = number(m["m"]), number(m["d"])
    if "yw" not in m.re.groupindex:
        found = nearest_year(month, number_, context)
        return None if found is None else days(day(found, month, number_))
    return days(_in_year(m, month, number_, context))


def english(m: Match[str], context: Context) -> Days | None:
    """Read Mar 15, 2026 and 15-Mar-26."""
    month, number_ = ENGLISH.index(m["m"][:3].lower()) + 1, int(m["d"])
    found = year(m["y"], context.reference.year) if m["y"] else nearest_year(month, number_, context)
    return None if found is None else days(day(found, month, number_))


def part_of(whole: Days | None, part: str | None) -> Days | None:
    """Return the named part of a month: 初 the 1st, 中 the 15th, 底 the last day, 旬 a third."""
    if whole is None or not part or part == "份":
        return whole
    first, last = whole
    mid = first.replace(day=MID_MONTH)
    ends = {
        "初": (first, first),
        "中": (mid, mid),
        "底": (last, last),
        "末": (last, last),
        "上旬": (first, first.replace(day=10)),
        "中旬": (first.replace(day=11), first.replace(day=20)),
        "下旬": (first.replace(day=21), last),
    }
    return ends[part]


def _month(m: Match[str], context: Context) -> Days | None:
    month = number(m["m"])
    found = _year(m, context)
    if found is None:
        # A month that is still running, or has just run out, is this year's.
        found = nearest_year(month, 1 if context.tense == "past" else 28, context)
    return None if found is None else month_days(found, month)


def month_part(m: Match[str], context: Context) -> Days | None:
    """Read 4月底, 三月下旬, 2026年3月, 6月份."""
    return part_of(_month(m, context), m["part"])


def before_month(m: Match[str], context: Context) -> Days | None:
    """Read 6月前: the last day of May."""
    whole = _month(m, context)
    return whole and days(date.fromordinal(whole[0].toordinal() - 1))


def _near_month(words: str | None, context: Context) -> Days | None:
    """Return the month named by 本月, 下个月, 上月; the reference's own where none is named."""
    offset = 0 if not words else MONTH_OFFSETS[words[0]] * (2 if words[1] in "下上" else 1)
    then = months_later(context.reference, offset)
    return None if then is None else month_days(then.year, then.month)


def near_month_part(m: Match[str], context: Context) -> Days | None:
    """Read 下月初, 本月底, 上个月末, 月底."""
    return part_of(_near_month(m["mw"], context), m["part"])


def near_month_day(m: Match[str], context: Context) -> Days | None:
    """Read 下个月10号."""
    whole = _near_month(m["mw"], context)
    return whole and days(day(whole[0].year, whole[0].month, number(m["d"])))


def bare_day(m: Match[str], context: Context) -> Days | None:
    """Read 15号: of this month or the one beside it, by tense."""
    number_ = number(m["d"])
    found: list[date] = []
    for offset in (-1, 0, 1):
        then = months_later(context.reference.replace(day=1), offset)
        candidate = then and day(then.year, then.month, number_)
        if candidate and not (context.tense == "past" and candidate > context.reference):
            found.append(candidate)
    if context.tense == "future":
        found = [candidate for candidate in found if candidate >= context.reference] or found
        return days(found[0]) if found else None
    found.sort(key=lambda candidate: abs((candidate - context.reference).days))
    return days(found[0]) if found else None


def _third_months(first: date | None, part: str | None, length: int) -> Days | None:
    """Return a stretch of so many months, or its first or last day for 初 and 末."""
    end = first and months_later(first, length)
    if first is None or end is None:
        return None
    last = date.fromordinal(end.toordinal() - 1)
    if part == "初":
        return days(first)
    return days(last) if part in {"末", "底"} else (first, last)


def quarter(m: Match[str], context: Context) -> Days | None:
    """Read Q2, 二季度末, 今年三季度, 2026Q2."""
    words = m["q"] or m["q2"] or m["q3"]
    last_month = number(words) * 3
    found = _year(m, context)
    if found is None and m["qy"]:
        found = year(m["qy"], context.reference.year)
    if found is None:
        found = nearest_year(last_month, 28, context)
    return None if found is None else _third_months(day(found, last_month - 2, 1), m["part"], 3)


def near_quarter(m: Match[str], context: Context) -> Days | None:
    """Read 本季度末, 下季度, 季度末."""
    reference = context.reference
    first = day(reference.year, (reference.month - 1) // 3 * 3 + 1, 1)
    offset = 3 * MONTH_OFFSETS[m["qw"][0]] if m["qw"] else 0
    return _third_months(first and months_later(first, offset), m["part"], 3)


def half_year(m: Match[str], context: Context) -> Days | None:
    """Read 上半年, 明年下半年."""
    found = _year(m, context)
    first = day(context.reference.year if found is None else found, 1 if m["half"] == "上" else 7, 1)
    return _third_months(first, m["part"], 6)


def year_part(m: Match[str], context: Context) -> Days | None:
    """Read 年底, 明年初 (its January), 2026年中 (30 June), 今年."""
    found = _year(m, context)
    found = context.reference.year if found is None else found
    first, last = day(found, 1, 1), day(found, 12, 31)
    match m["part"]:
        case "初":
            return month_days(found, 1)
        case "中":
            return days(day(found, 6, 30))
        case "底" | "末":
            return days(last)
        case _:
            return days(first, last)
