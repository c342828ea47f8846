"""Dates counted from the reference: 今天, 下周三, 两周后, 10个工作日内, next Friday."""

from datetime import date, timedelta
from re import Match

from genjin.text.dates.found import Context, Days
from genjin.text.dates.numerals import NUMBER, number
from genjin.text.dates.reckoning import days, monday, months_later, nearest_year, shift, working_days_later
from genjin.text.dates.rule import Rule

DAY_WORDS = {
    "大前": -3, "前": -2, "昨": -1, "今": 0, "当": 0, "本": 0, "即": 0, "明": 1, "次": 1, "翌": 1, "后": 2, "大后": 3,
}  # fmt: skip
WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6, "七": 6} | {str(n + 1): n for n in range(7)}
ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ENGLISH_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}


def day_word(m: Match[str], context: Context) -> Days | None:
    """Read 今天, 明早, 大后天, 当天."""
    return days(shift(context.reference, DAY_WORDS[m["w"]]))


def _weeks(words: str) -> int:
    """Return by how many weeks 本, 下, 下下, 上个 lead away."""
    return words.count("下") - words.count("上")


def week(m: Match[str], context: Context) -> Days | None:
    """Read 下周三, 本周, 下周末, 上周四, 下周初."""
    start = shift(monday(context.reference), 7 * _weeks(m["w"]))
    if start is None:
        return None
    match m["d"]:
        case None | "":
            return days(start, shift(start, 6))
        case "末":
            return days(shift(start, 5), shift(start, 6))
        case "初":
            return days(start)
        case weekday:
            return days(shift(start, WEEKDAYS[weekday]))


def weekday(m: Match[str], context: Context) -> Days | None:
    """Read 周五: the next one to come, today included; in the past tense the latest one."""
    return _weekday(WEEKDAYS[m["d"]], context)


def _weekday(number_: int, context: Context) -> Days | None:
    gap = (number_ - context.reference.weekday()) % 7
    if context.tense == "past" and gap:
        gap -= 7
    return days(shift(context.reference, gap))


def weekend(_: Match[str], context: Context) -> Days | None:
    """Read 周末: this week's Saturday and Sunday."""
    start = monday(context.reference)
    return days(shift(start, 5), shift(start, 6))


def within_week(_: Match[str], context: Context) -> Days | None:
    """Read 周内: by this week's Sunday."""
    return days(shift(monday(context.reference), 6))


def later(m: Match[str], context: Context) -> Days | None:
    """Read 3天后, 两周内, 半个月后, 10个工作日内."""
    unit, half = m["u"], m["n"] == "半"
    count = 0 if half else number(m["n"])
    if "作" in unit:
        return days(working_days_later(context.reference, count))
    if unit in "天日":
        return None if half else days(shift(context.reference, count))
    if unit[-1] in "周期拜":
        return None if half else days(shift(context.reference, 7 * count))
    if unit == "年":
        return days(months_later(context.reference, 6 if half else 12 * count))
    return days(shift(context.reference, 15) if half else months_later(context.reference, count))


def every_week(m: Match[str], context: Context) -> Days | None:
    """Read 每周一: the first one to come."""
    return _weekday(WEEKDAYS[m["d"]], Context(context.reference, "future"))


def every_month(m: Match[str], context: Context) -> Days | None:
    """Read 每月5号: the first one to come."""
    number_ = number(m["d"])
    for offset in range(3):
        then = months_later(context.reference.replace(day=1), offset)
        found = then and shift(then, number_ - 1)
        if then and found and found.month == then.month and found >= context.reference:
            return days(found)
    return None


def week_of_year(m: Match[str], context: Context) -> Days | None:
    """Read W24, W24周五: the week of the reference's year as calendars number it."""
    try:
        first = date.fromisocalendar(context.reference.isocalendar().year, int(m["n"]), 1)
    except ValueError:
        return None
    if m["d"]:
        return days(shift(first, WEEKDAYS[m["d"]]))
    return days(first, shift(first, 6))


def week_of_month(m: Match[str], context: Context) -> Days | None:
    """Read 6月第三周周三, 3月第二周: weeks belong to the month in which most of their days lie."""
    month = number(m["m"])
    year = nearest_year(month, 15, context)
    first = None if year is None else monday(date(year, month, 4))
    first = first and shift(first, 7 * (number(m["n"]) - 1))
    if first is None:
        return None
    if m["d"]:
        return days(shift(first, WEEKDAYS[m["d"]]))
    return days(first, shift(first, 6))


def ago(m: Match[str], context: Context) -> Days | None:
    """Read 三天前: so long gone in a log; elsewhere it may be so long before something, which is no date."""
    if context.tense != "past":
        return None
    length = 1 if m["u"] in {"天", "日"} else 7
    return days(shift(context.reference, -length * number(m["n"])))


def english_day(m: Match[str], context: Context) -> Days | None:
    """Read today, tomorrow, yesterday."""
    return days(shift(context.reference, ENGLISH_WORDS[m[0].lower()]))


def english_week(m: Match[str], context: Context) -> Days | None:
    """Read next Friday, this week, last Monday; a bare Friday is the next one to come."""
    weeks = {"next": 1, "this": 0, "last": -1}.get((m["w"] or "").strip().lower())
    name = m["d"].lower()
    if weeks is None:
        return None if name == "week" else _weekday(ENGLISH_DAYS.index(name[:3]), context)
    start = shift(monday(context.reference), 7 * weeks)
    if start is None:
        return None
    return days(start, shift(start, 6)) if name == "week" else days(shift(start, ENGLISH_DAYS.index(name[:3])))


def english_end(m: Match[str], context: Context) -> Days | None:
    """Read end of month, EOM, end of next week."""
    ahead = 1 if (m["w"] or "").strip().lower() == "next" else 0
    if m[0][-1].lower() in "kw":
        return days(shift(monday(context.reference), 7 * ahead + 4))
    then = months_later(context.reference.replace(day=1), 1 + ahead)
    return days(then and shift(then, -1))


def serial(m: Match[str], _: Context) -> Days | None:
    """Read an Excel serial number of the 1900 calendar."""
    return days(date(1899, 12, 30) + timedelta(days=int(m["n"])))


# Behind these a count of days hangs on an event or is a length (合同签订后15日内, 缩短到3天内).
_NO_EVENT = r"(?<![低高少多大小早晚不等]于)(?<![0-9.后起到达为至每近前最第续满期个超长短费需用隔])"
_NO_WORD = r"(?![部容外网存])"
_WEEK = r"(?:周|星期|礼拜)"

RULES = (
    Rule(
        "day_word",
        r"(?P<w>大前|前|昨|今|明|大后|(?<![先])后|翌|次|即|当|本)(?:天(?![然气线])|日(?![常报均志])"
        r"|(?<=[今明昨前后])儿个?"
        r"|(?<=[今明昨当])(?:晚|早|晨)(?![已些])|(?<=[今明])夜)",
        day_word,
    ),
    Rule(
        "week",
        rf"(?<![以如地])(?P<w>下下个?|下个?|上上个?|上个?|本|这个?"
        rf"|当){_WEEK}(?P<d>[一二三四五六日天](?![次个轮批趟份家直般样常报些项])|末(?!端)|初(?!步)"
        rf"|(?![期转边密年报刊]))",
        week,
    ),
    Rule(
        "week_of_month",
        rf"(?<![\d.])(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?的?"
        rf"第 ?(?P<n>[一二三四五1-5]) ?个?{_WEEK}"
        rf"(?:的?(?:{_WEEK})?(?P<d>[一二三四五六日天]))?",
        week_of_month,
    ),
    Rule(
        "week_of_year",
        rf"(?<![A-Za-z0-9])(?:W|WK|Wk|wk)(?P<n>\d{{1,2}})[ \-/.]?(?:{_WEEK})(?P<d>[一二三四五六日天])",
        week_of_year,
    ),
    Rule(
        "whole_week", r"(?<![A-Za-z0-9.])(?:W|WK|Wk)(?P<n>\d\d)(?P<d>)(?![0-9A-Za-z.])(?! ?[(（])", week_of_year, "cell"
    ),
    Rule("every_week", rf"每{_WEEK}(?P<d>[一二三四五六日天])", every_week, "cell"),
    Rule("every_month", rf"每个?月(?P<d>{NUMBER})[日号]", every_month, "cell"),
    Rule(
        "weekday",
        rf"(?<![每一两二三四五六七八九十0-9几数上下本这个隔单双近当各]){_WEEK}(?P<d>[一二三四五六日天])(?![次个轮"
        rf"批趟份家直般样常报些项工程])",
        weekday,
    ),
    Rule("weekend", r"(?<![每各])周末", weekend),
    Rule("within_week", r"(?<![每一两二三四五六七八九十0-9几数上下本这])周内(?!部)", within_week),
    Rule(
        "later",
        rf"{_NO_EVENT}(?P<n>{NUMBER}|(?<![个一年])半) ?(?P<u>天|日|个?工作日|周|个?星期|个?礼拜|个月|月(?<=半月)"
        rf"|年)(?:之|以)?(?:内{_NO_WORD}|后(?![续期台]))",
        later,
    ),
    Rule("ago", rf"{_NO_EVENT}(?P<n>{NUMBER}) ?(?P<u>天|日|周|个?星期|个?礼拜)(?:之|以)?前", ago),
    Rule("english_day", r"(?i:(?<![A-Za-z])(?:today|tomorrow|yesterday)(?![A-Za-z]))", english_day),
    Rule(
        "english_week",
        r"(?i:(?<![A-Za-z])(?P<w>next |this |last )?(?P<d>week|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri"
        r"|Sat(?:ur)?|Sun)(?:day)?)(?![A-Za-z]))",
        english_week,
    ),
    Rule(
        "english_end",
        r"(?i:(?<![A-Za-z])(?:EO[MW]|end of (?:the |this |(?P<w>next ))?(?:month|week))(?![A-Za-z]))",
        english_end,
    ),
    Rule("serial", r"(?P<n>3[6-9]\d{3}|4\d{4}|5[0-4]\d{3})(?:\.\d+)?", serial, "cell"),
)
