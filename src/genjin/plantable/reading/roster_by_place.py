"""Names that stand where packed cells name owners, by the place alone: whatever a name looks like."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Final

from genjin.plantable.reading.headers import match_header
from genjin.plantable.reading.stages import canonical_stage
from genjin.text.cells.slot_words import OWNER_LABEL
from genjin.text.names import is_person

_BETWEEN: Final = re.compile(
    r"\s*[、,，/／&＆;；\n+＋|｜·]+\s*|\s+(?=[^\x00-\x7f])|(?<=[\u3400-\u9fff]{2})[和与](?=[\u3400-\u9fff]{2})"
)
_CHINESE: Final = r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}(?:·[\u3400-\u9fff]{2,4})?"
_NAME: Final = rf"(?:{_CHINESE}|(?:Dr\.? |Mr\.? |Ms\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_NAMES: Final = rf"{_NAME}(?:\s*[、,，/&＆+＋ ]\s*{_NAME}){{0,5}}"
_DAY: Final = r"(?:(?:20\d\d/)?\d{1,2}/\d{1,2}前?|[^\s,，;；:：（）()【】—–/／|｜]{2,12})"
_DIGITS: Final = r"\d{1,4}[年月日./号-][\d年月日./号-]*"
_AFTER_DASH: Final = r"(?<![—–-])[—–-]{1,4}\s*"
_MARK: Final = r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[.．、)）](?!\d)|[①-⑳]|[-–—•·★*\u25a0-\u25ff]{1,3})?\s{0,9}"
_SURE: Final = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"@\s*(?P<names>{_NAME})",
        rf"{_MARK}[【\[［〔](?P<names>{_NAMES})[】\]］〕]",
        rf"(?:{OWNER_LABEL})\s*[:：]\s*(?P<names>{_NAMES})",
    )
)
"""Places that hold nothing but an owner."""
_DATED: Final = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"[（(](?P<names>{_NAMES})\s*[/／,，、；;·|~～ ]\s*(?P<date>[^（）()\n]{{2,16}})[）)]",
        rf"{_AFTER_DASH}(?P<names>{_NAMES})\s*[,，/ ·—–-]{{1,3}}\s*(?P<date>{_DAY})\s*[;；。]?$",
        rf"{_MARK}(?P<names>{_NAMES})[ ,，/:：—–-]{{1,4}}(?P<date>{_DIGITS})",
        rf"[（(【\[](?P<names>{_NAMES})[）)】\]]\s*[（(【\[]?(?P<date>{_DAY})(?=[\s）)】\]]|$)",
        rf"{_MARK}(?P<names>{_NAME})[ ,，/:：—–-]{{1,4}}(?P<date>{_DAY})(?=[\s,，:：—–])",
        rf"{_MARK}(?P<date>{_DAY})[ ,，:：—–-]{{1,4}}(?P<names>{_NAME})(?=[ :：—–-])",
        rf"{_MARK}(?P<date>{_DIGITS}前?)[ ,，:：—–-]{{1,4}}(?P<names>{_NAME})(?=[ :：—–-])",
    )
)
"""Places of an owner beside a date."""
_LISTED: Final = re.compile(
    rf"(?:[,，;；|｜→~～/／\u3000—–-]|\s)\s*(?P<names>{_NAME})\s*(?:[,，;；|｜→~～/／\u3000—–-]|\s)\s*(?P<date>{_DAY})\s*[;；。]?$",
    re.MULTILINE,
)
"""An owner and a date at the end of an item, parted by any sign: only a name that comes again there is one."""
_REPEATED: Final = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"{_MARK}(?P<names>{_NAMES})\s*(?:[:：]|[—–]{{1,2}})",
        rf"{_MARK}(?P<names>{_NAME}) (?=\S)",
        rf"(?<![—–])[—–]{{1,4}}\s*(?P<names>{_NAMES})\s*[;；。]?\s*$",
        rf"[（(](?P<names>{_NAMES})[）)]\s*[;；。]?\s*$",
    )
)
"""Places that often hold an owner: only a name that comes again there is one."""
_NO_NAMES: Final = re.compile(
    r"[的了在将把被对向请]|待定|尽快|完成|进行|当天|今天|明天|昨天|本周|下周|上周|月底|年底|周[一二三四五六日]|随时|持续|长期|客户|我方|对方|甲方|乙方|问题|方案|报价|合同|项目"
    r"|会议|风险|对策|应对|回应|答复|计划|目标|内容|时间|日期|阶段|备注|说明|优先|一期|二期|三期|第[一二三]|脱敏|草案|初稿|终稿|电话|邮件|微信|视频|拜访|面谈|线上|线下|现场"
    r"|提交|确认|沟通|跟进|汇报|评审|协议|报告|清单|测试|演示|培训|安装|调试|验收|付款|发票|预算|价格|交流|签约|谈判|需求|调研"
)
_BLANKS: Final = re.compile(r"[^\S\n]{2,}")
_LONGEST: Final = 4_000
"""Characters of one cell that are looked at."""
_AGAIN: Final = 2
_OFTEN: Final = 3
IsDate = Callable[[str], bool]


def people_by_place(cells: Iterable[str], is_date: IsDate) -> set[str]:
    """Names that stand where packed cells name owners: once beside a date or in 【】, again and again elsewhere."""
    found = {pattern: Counter[str]() for pattern in (*_SURE, *_DATED, _LISTED, *_REPEATED)}
    for cell in cells:
        text = _BLANKS.sub(" ", cell[:_LONGEST])
        # an item that names its owner by @ teaches no other: what stands in its brackets belongs to its words
        others = "\n".join(line for line in text.split("\n") if not _SURE[0].search(line))
        for pattern, counter in found.items():
            for match in pattern.finditer(text if pattern in _SURE else others):
                if "date" not in pattern.groupindex or is_date(match["date"].rstrip("前")):
                    names = split_names(match["names"])
                    counter.update(_persons_of_several(names) if pattern in _DATED else set(names))
    sure, dated, repeated = (_together(found, patterns) for patterns in (_SURE, _DATED, _REPEATED))
    enough = set(sure)
    # Android 8/9 is no owner
    enough |= {name for name, count in dated.items() if count >= (_AGAIN if name.isascii() else 1)}
    enough |= {name for name, count in found[_LISTED].items() if count >= _AGAIN}
    enough |= {name for name, count in repeated.items() if count >= (_AGAIN if is_person(name) else _OFTEN)}
    return set(filter(may_be_name, enough))


def _together(found: dict[re.Pattern[str], Counter[str]], patterns: Iterable[re.Pattern[str]]) -> Counter[str]:
    return sum((found[pattern] for pattern in patterns), Counter[str]())


def split_names(names: str) -> Collection[str]:
    """The single names of several joined by 、 and the like."""
    return [part for part in (each.strip() for each in _BETWEEN.split(names)) if part]


def _persons_of_several(names: Collection[str]) -> Collection[str]:
    """Of 选型表，石勒 the person: what else stands in a row of names may be what is to be done."""
    return [name for name in names if is_person(name)] if len(names) > 1 else names


def may_be_name(word: str) -> bool:
    """Whether a word in an owner's place could be a name at all."""
    if not re.fullmatch(_NAME, word) or _NO_NAMES.search(word):
        return False
    return match_header(word).strength < 2 and canonical_stage(word)[0] == word
