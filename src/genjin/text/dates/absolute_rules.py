"""How dates that name a day, month, quarter or year are written: 2026-03-15, 3月15日, 3/15, 4月底, Q2, 年底."""

from genjin.text.dates.absolute import (
    american,
    bare_day,
    before_month,
    compact,
    english,
    half_year,
    month_day,
    month_part,
    near_month_day,
    near_month_part,
    near_quarter,
    numeric,
    quarter,
    year_part,
)
from genjin.text.dates.numerals import NUMBER
from genjin.text.dates.rule import CLEAR, Rule

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
_DAY = rf"(?P<d>{NUMBER})"
_NOT_NUMBERED = r"(?<![0-9A-Za-z._])(?<![0-9A-Za-z][/:\-])"
# Behind a name and a hyphen a whole date is one: Amy Lau-2026-03-12.
_NO_NUMBER_BEFORE = r"(?<![0-9A-Za-z._])(?<![0-9][/:\-])(?<![A-Za-z][/:])"
_AFTER_NUMBER = r"(?!\d|[./]\d)"
# A measure behind a number makes 3月15 no day (3月15家) and 3.5 no date (3.5万).
MEASURE = (
    r"(?!(?:[个家台套万亿元块人次年%‰折倍点条份期版级代批吨米度岁章节件成页款寸]|项(?!目)|GM|KT|℃|\""
    r"|[kmgtMKGT](?:[a-z]|[A-Z][a-zA-Z]{0,2})(?![a-zA-Z]))"
    r"| (?:[个家台套万亿元块次%‰折倍吨米寸天周]|[kmgtMKGT](?:[a-z]|[A-Z][a-zA-Z]{0,2})(?![a-zA-Z])))"
)
_SEPARATED = r"(?P<m>\d{1,2})(?P<s>[-./])(?P<d>\d{1,2})"
RULES = (
    Rule(
        "ymd",
        rf"{_NO_NUMBER_BEFORE}(?P<y>(?:19|20)\d\d) ?(?P<s>[-./]) ?(?P<m>\d{{1,2}}) ?(?P=s) ?(?P<d>\d{{1,2}})"
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
        rf"|(?![\d.:个十])(?<=\d){MEASURE}|(?<=十)(?=$|[^\w]|前)|(?<=[十廿][一二三四五六七八九])(?=$|[^\w]|前))",
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
        rf"|(?<![A-Za-z])Q(?P<q2>[1-4])(?![0-9A-Za-z])|(?P<q3>[1-4])Q(?![A-Za-z]))(?:(?P<part>[末底初](?![步价]))"
        rf"|(?![末底初]?之?前))",
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
        rf"|下午|晚|早|去|到|至|来|拜|开|交|提|签|约|起草|电话|视频|微信|会|完)|日(?=$|[^\w]|前|之前|以前|左右|上午|下午|晚|完))",
        bare_day,
    ),
)
