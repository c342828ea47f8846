"""The rules at work: one pass over a text, ranges and suffixes joined to what was found."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from genjin.text.dates import absolute_rules, relative
from genjin.text.dates.found import Context, Days, FoundDate
from genjin.text.dates.numerals import NUMBER, fold, number
from genjin.text.dates.reckoning import day, days, shift
from genjin.text.dates.rule import Rule
from genjin.text.dates.surroundings import is_clear

_FIRST_CHARACTER = (
    r"(?=[0-9一二三四五六七八九十〇零○廿两半今明昨后前大当即次翌本去下上这周星礼每月季年QJFMASONDTWELjfmasondtwel])"
)
_SUFFIX = re.compile(
    r"(?: ?[(（\[]? ?(?:(?:周|星期|礼拜)[一二三四五六日天](?![次个])"
    r"|(?i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?![A-Za-z])) ?[)）\]]?)?"
    r"(?: ?(?:[下收]班之?前|之前|以前|前(?![期往景端台置身沿言])"
    r"|为止|止(?!损)|左右|前后|之内|以内|内(?![部容外网存饰])))?"
)
_OPEN, _CLOSE = "(（[", ")）]"
_RANGE = re.compile(r" ?(?:-{1,2}|[–—~～〜‐−]{1,2}|至|到) ?")
_RANGE_DAY = re.compile(rf"(?P<d>{NUMBER}) ?(?P<unit>[日号])?(?![\d.:])")
_WEEKDAY_END = re.compile(r"(?:周|星期|礼拜)?(?P<d>[一二三四五六日天])(?![次个])")
_PREFIX = re.compile(
    r"(?:截[止至]|预计|计划|约|于|在|最[迟晚]|暂定|拟|争取|不[晚迟]于|(?i:by|before|until|due"
    r"|till) )?(?:[到至于])?[:：]? ?"
)
HALF_YEAR = 184
_STRETCHES = frozenset({"month_part", "near_month_part", "week", "md_cn", "near_month_day", "month_end"})
TIME_OF_DAY = re.compile(
    r"[T ]?(?:上午|下午|中午|晚上|早上|凌晨|傍晚|全天|晚|早|[AaPp][Mm]|EOD|COB)? ?"
    r"(?:(?:[01]?\d|2[0-4])(?:[:：][0-5]\d(?:[:：][0-5]\d(?:\.\d+)?)?|[点时](?:半|[0-5]?\d分?|整)?)"
    r"|[一二三四五六七八九十]{1,2}点半?)?"
    r" ?(?:[AaPp][Mm]|Z|[+-]\d\d:?\d\d)?(?:[下上]班)?(?:之?前|左右)?"
)


class _Scanner(NamedTuple):
    pattern: re.Pattern[str]
    rules: dict[str, tuple[Rule, re.Pattern[str]]]


def _scanner(rules: list[Rule]) -> _Scanner:
    """Join the rules into one alternation; each keeps its own pattern for its groups."""
    branches = []
    for rule in rules:
        own = re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1{rule.name}__\2", rule.pattern)
        branches.append(f"(?P<{rule.name}>{own})")
    joined = re.compile(_FIRST_CHARACTER + "(?:" + "|".join(branches) + ")")
    return _Scanner(joined, {rule.name: (rule, re.compile(rule.pattern)) for rule in rules})


# Longer ways of writing stand before shorter ones that are their beginnings.
_ALL = [*relative.RULES, *absolute_rules.RULES]
_SENTENCE = _scanner([rule for rule in _ALL if rule.where != "cell"])
_CELL = _scanner(sorted(_ALL, key=lambda rule: rule.where == "cell"))


def find_in(text: str, context: Context, *, slot: bool = False) -> Iterator[FoundDate]:
    """Yield the dates of a text. ``slot``: dates are expected here, 3-5 and 3.15 count."""
    folded, at = fold(text), 0
    while match := _SENTENCE.pattern.search(folded, at):
        found = _resolved(folded, match, context, slot=slot)
        if found:
            yield found
        at = max(found.end if found else match.end(), at + 1)


def date_at(text: str, at: int, context: Context) -> FoundDate | None:
    """Return the date that begins exactly there, in a place where one is to be expected."""
    folded = fold(text)
    match = _SENTENCE.pattern.match(folded, at)
    return _resolved(folded, match, context, slot=True) if match else None


def whole_cell(text: str, context: Context) -> FoundDate | None:
    """Return the date that the text is, with its time of day, label words and brackets."""
    folded = fold(text)
    start, end = 0, len(folded)
    while start < end and folded[start] in " \t\r\n\"'“([【（":
        start += 1
    while start < end and folded[end - 1] in " \t\r\n\"'”。，,;；、":
        end -= 1
    if end - start > 60:
        return None
    prefix = _PREFIX.match(folded, start, end)
    at = prefix.end() if prefix else start
    match = _CELL.pattern.match(folded, at, end)
    found = match and _resolved(folded[:end], match, context, slot=True, cell=True)
    if not found:
        return None
    rest = TIME_OF_DAY.match(folded, found.end, end)
    stop = rest.end() if rest else found.end
    if folded[stop:end].strip(" )）]】"):
        return None
    return FoundDate(found.first, found.last, start, end)


def _resolved(text: str, match: re.Match[str], context: Context, *, slot: bool, cell: bool = False) -> FoundDate | None:
    """Return what the match means, with the rest of a range and the words of a deadline."""
    name, start, end = match.lastgroup or "", match.start(), match.end()
    rule, pattern = (_CELL if cell else _SENTENCE).rules[name]
    own = pattern.match(text, start)
    if own is None:
        return None
    if rule.where == "clear" and not cell and not is_clear(text, start, end, slot=slot):
        return None
    found = rule.resolve(own, context)
    if found is None:
        return None
    ranged = _range(text, end, name, found, slot=slot)
    if ranged:
        found, end = ranged
    elif rule.where == "clear" and text[end : end + 1] in {"-", "/"} and text[end + 1 : end + 2].isdigit():
        return None
    return FoundDate(*found, start, _suffix_end(text, end))


def _suffix_end(text: str, end: int) -> int:
    """Return where the weekday in brackets and the word of a deadline behind a date end."""
    suffix = _SUFFIX.match(text, end)
    if not suffix:
        return end
    words = suffix[0]
    opened = sum(words.count(c) for c in _OPEN)
    closed = sum(words.count(c) for c in _CLOSE)
    if opened == closed:
        return suffix.end()
    # The bracket was opened further in front: it is not ours to close.
    return end + words.index(next(c for c in _CLOSE if c in words)) if closed else end


def _range_of_ranges(text: str, at: int, name: str, found: Days) -> tuple[Days, int] | None:
    """Return the days from one stretch to a later day or stretch: 3月下旬至4月3日, 3月至4月."""
    later = _SENTENCE.pattern.match(text, at)
    if name not in {"month_part", "near_month_part", "week"} or not later or later.lastgroup not in _STRETCHES:
        return None
    rule, pattern = _SENTENCE.rules[later.lastgroup]
    own = pattern.match(text, later.start())
    last = own and rule.resolve(own, Context(found[0], "future"))
    if last and 0 < (last[1] - found[1]).days < HALF_YEAR:
        return (found[0], last[1]), later.end()
    return None


def _range(text: str, end: int, name: str, found: Days, *, slot: bool) -> tuple[Days, int] | None:
    """Return a range's days and its end where the words go on with 至20日, -3.12, 到周三."""
    dash = _RANGE.match(text, end)
    if not dash:
        return None
    first = found[0]
    if first != found[1]:
        return _range_of_ranges(text, dash.end(), name, found)
    later = _SENTENCE.pattern.match(text, dash.end())
    if later and later.lastgroup:
        rule, pattern = _SENTENCE.rules[later.lastgroup]
        own = pattern.match(text, later.start())
        last = own and rule.resolve(own, Context(first, "future"))
        # 10.8-10.12: the second must be no more than half a year on.
        if last and (last[1] - first).days in range(HALF_YEAR):
            return (first, last[1]), later.end()
    if name in {"week", "weekday"} and (weekday := _WEEKDAY_END.match(text, dash.end())):
        gap = (relative.WEEKDAYS[weekday["d"]] - first.weekday()) % 7
        joined = days(first, shift(first, gap))
        return (joined, weekday.end()) if joined else None
    tail = _RANGE_DAY.match(text, dash.end())
    if tail and (tail["unit"] or slot):
        joined = days(first, day(first.year, first.month, number(tail["d"])))
        if joined and joined[0] < joined[1]:
            return joined, tail.end()
    return None
