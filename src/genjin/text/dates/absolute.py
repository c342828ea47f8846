"""Dates that name a day, month, quarter or year: 2026-03-15, 3月15日, 3/15, 4月底, Q2, 年底."""

from datetime import date
from re import Match

from genjin.text.dates.found import Context, Days
from genjin.text.dates.numerals import NUMBER, number, year
from genjin.text.dates.reckoning import day, days, month_days, months_later, nearest_year
from genjin.text.dates.rule import CLEAR, Rule

MID_MONTH = 15
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = (
    r"(?:(?P<y>(?:19|20)\d\d|\d\d|[一二三四五六七八九〇零○]{4}|[二三][一二三四五六七八九〇零○]) ?年 ?"
    r"|(?P<yw>[今明去本后前])年 ?)"
)
MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
NEAR_MONTH = r"(?P<mw>本月|这个?月|当月|下下个?月|下个?月|次月|上上个?月|上个?月|上月)"
# A part of a month, unless the character begins a longer word (3月中标, 3月初步方案, 4月底价).
PART = (
    r"(?P<part>上旬|中旬|下旬|初(?![步稿审期验次版样设定])|中(?![标间途心央文层国小大])|底(?![价层盘线座图稿仓])"
    r"|末(?![端])|份)"
)
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


_DAY = rf"(?P<d>{NUMBER})"
_NOT_NUMBERED = r"(?<![0-9A-Za-z._])(?<![0-9A-Za-z][/:\-])"
_AFTER_NUMBER = r"(?!\d|[./]\d)"
# A measure behind a number makes 3月15 no day (3月15家) and 3.5 no date (3.5万).
MEASURE = (
    r"(?!(?:[个家台套万亿元块人次年%‰折倍点条份期版级代批吨米度岁章节件成页款寸]|项(?!目)|GM|KT|℃|\""
    r"|[kmgtMKGT][a-zA-Z])"
    r"| (?:[个家台套万亿元块次%‰折倍吨米寸天周]|[kmgtMKGT][a-zA-Z]))"
)
_SEPARATED = r"(?P<m>\d{1,2})(?P<s>[-./])(?P<d>\d{1,2})"

RULES = (
    Rule(
        "ymd",
        rf"{_NOT_NUMBERED}(?P<y>(?:19|20)\d\d) ?(?P<s>[-./]) ?(?P<m>\d{{1,2}}) ?(?P=s) ?(?P<d>\d{{1,2}})"
        rf"{_AFTER_NUMBER}",
        numeric,
    ),
    Rule(
        "ymd2",
        rf"{_NOT_NUMBERED}(?P<y>[23]\d)(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_AFTER_NUMBER}{MEASURE}",
        numeric,
    ),
    Rule(
        "mdy",
        rf"{_NOT_NUMBERED}(?P<m>\d{{1,2}})(?P<s>[-./])(?P<d>\d{{1,2}})(?P=s)(?P<y>20\d\d){_AFTER_NUMBER}",
        american,
    ),
    Rule("compact", rf"{_NOT_NUMBERED}20[0-4]\d[01]\d[0-3]\d(?![\d.,A-Za-z万元])", compact),
    Rule("compact2", r"(?<![\d.])[23]\d[01]\d[0-3]\d(?![\d.])", compact, "cell"),
    Rule(
        "md_cn",
        rf"(?<![\d.]){YEAR}?{MONTH} ?月(?:份)? ?{_DAY}(?: ?[日号](?![内游均志]|常|报(?![价送名批告]))"
        rf"|(?![\d.:个十])(?<=\d){MEASURE}|(?<=十)(?=$|[^\w]|前))",
        month_day,
    ),
    Rule("near_month_day", rf"{NEAR_MONTH}(?:的)? ?{_DAY} ?(?:[日号]|(?![\d.个]){MEASURE})", near_month_day),
    Rule("before_month", rf"(?<![\d.个]){YEAR}?{MONTH} ?月(?:份)?(?:之前|以前|前(?![期往景端台置后]))", before_month),
    Rule(
        "month_part",
        rf"(?<![\d.]){YEAR}?{MONTH} ?月(?:{PART}|(?![球薪份租付结供均产销子饼亮嫂牙])(?P<bare>))",
        month_part,
    ),
    Rule("near_month_part", rf"(?<![每各\d]){NEAR_MONTH}(?:的)?(?:份)?(?:{PART})?", near_month_part),
    Rule(
        "month_end",
        r"(?<![每各个半\d一二三四五六七八九十当岁])(?P<mw>)月(?P<part>底(?![价层盘线])|末|初(?![步])|中旬"
        r"|中(?![标间心国])|上旬|下旬)",
        near_month_part,
    ),
    Rule(
        "quarter",
        rf"(?<![\d每])(?:{YEAR}|(?P<qy>(?:20)?\d\d)[-. ]?(?=Q))?(?:第?(?P<q>[一二三四1-4]) ?个?季度?(?<=季度|.季)"
        rf"|(?<![A-Za-z])Q(?P<q2>[1-4])(?![0-9A-Za-z])|(?P<q3>[1-4])Q(?![A-Za-z]))(?P<part>[末底初](?![步价]))?(?"
        rf"!之?前)",
        quarter,
    ),
    Rule("near_quarter", r"(?P<qw>本|这个?|当|下个?|上个?)季度?(?P<part>[末底初](?!步))?", near_quarter),
    Rule("quarter_end", r"(?<![每各\d一二三四])(?P<qw>)季度?(?P<part>[末底])", near_quarter),
    Rule("half_year", rf"{YEAR}?(?P<half>[上下])半年(?P<part>[末底初])?", half_year),
    Rule(
        "year_part",
        rf"(?<![每\d])(?:{YEAR}|(?<![近半周全去今明一二两三四五六七八九十几多同历往逐])(?P<end>)年(?=[底末内初]))"
        rf"(?P<part>[底末](?!薪)|初(?!步)|中(?![标间])|内(?!部))",
        year_part,
    ),
    Rule("year", rf"(?<![\d每]){YEAR}(?:度)?(?P<part>)", year_part, "cell"),
    Rule("year_month", r"(?P<y>20\d\d)(?P<yw>)[-./](?P<m>1[0-2]|0?[1-9])(?P<part>)", month_part, "cell"),
    Rule(
        "english_md",
        rf"(?i:(?<![A-Za-z阿])(?P<m>{ENGLISH_MONTH}) ?(?P<d>\d{{1,2}})(?:st|nd|rd"
        rf"|th)?(?![\d./:%A-Za-z])(?:,? ?(?P<y>20\d\d)(?!\d))?)",
        english,
    ),
    Rule(
        "english_dm",
        rf"(?i:(?<![\d./A-Za-z])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[- ](?P<m>{ENGLISH_MONTH})(?![A-Za-z])(?:[-, ]{{1"
        rf",2}}(?P<y>(?:20)?\d\d)(?![\d:]))?)",
        english,
    ),
    Rule(
        "weekday_md",
        r"(?:(?i:(?<![A-Za-z])(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? ?)"
        r"|(?:周|星期|礼拜)[一二三四五六日天][ ,，]?)(?P<m>1[0-2]|0?[1-9])[/.](?P<d>3[01]|[12]\d|0?[1-9])"
        rf"{_AFTER_NUMBER}(?![A-Za-z])",
        month_day,
    ),
    Rule("md", rf"(?<![0-9A-Za-z._#])(?<!\d:){_SEPARATED}{_AFTER_NUMBER}(?![A-Za-z])", month_day, CLEAR),
    Rule(
        "bare_day",
        rf"(?<![0-9A-Za-z第作续月.#一二三四五六七八九十])(?<!\d/){_DAY} ?(?:号(?=$|[^\w]|前|之前|以前|左右|上午"
        rf"|下午|晚|早|去|到|至|来|拜|开|交|提|签|约)|日(?=$|[^\w]|前|之前|以前|左右|上午|下午|晚))",
        bare_day,
    ),
)
