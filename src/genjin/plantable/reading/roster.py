"""Our own people, as far as a file names them.

In its columns of owners and sales, above its tables, by its sheets, and where packed cells name owners again and again.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from genjin.plantable.reading.above import writers_above
from genjin.plantable.reading.column import ITEMS
from genjin.plantable.reading.headers import match_header
from genjin.plantable.reading.stages import canonical_stage
from genjin.plantable.reading.tables import FoundTable
from genjin.text.cells.slot_words import OWNER_LABEL
from genjin.text.names import is_person

_COLUMN: Final = re.compile(
    r"负责|责任|销售|客户经理|跟进人|业务员|填报人|拜访人|执行人|owner|sales|rep|assignee|who|pic", re.IGNORECASE
)
_BETWEEN: Final = re.compile(
    r"\s*[、,，/／&＆;；\n+＋|｜·]+\s*|\s+(?=[^\x00-\x7f])|(?<=[\u3400-\u9fff]{2})[和与](?=[\u3400-\u9fff]{2})"
)
_CHINESE: Final = r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}(?:·[\u3400-\u9fff]{2,4})?"
_NAME: Final = rf"(?:{_CHINESE}|(?:Dr\.? |Mr\.? |Ms\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_NAMES: Final = rf"{_NAME}(?:\s*[、,，/&＆+＋ ]\s*{_NAME}){{0,5}}"
_DAY: Final = r"(?:(?:20\d\d/)?\d{1,2}/\d{1,2}前?|[^\s,，;；:：（）()【】—–/／|｜]{2,12})"
_MARK: Final = r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[.．、)）](?!\d)|[①-⑳]|[-–—•·★*\u25a0-\u25ff]+)?\s*"
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
        rf"(?<![—–-])[—–-]{{1,4}}\s*(?P<names>{_NAMES})\s*[,，/ ·—–-]{{1,3}}\s*(?P<date>{_DAY})\s*[;；。]?$",
        rf"{_MARK}(?P<names>{_NAMES})[ ,，/:：—–-]+(?P<date>\d{{1,4}}[年月日./号-][\d年月日./号-]*)",
        rf"[（(【\[](?P<names>{_NAMES})[）)】\]]\s*[（(【\[]?(?P<date>{_DAY})(?=[\s）)】\]]|$)",
        rf"{_MARK}(?P<names>{_NAME})[ ,，/:：—–-]+(?P<date>{_DAY})(?=[\s,，:：—–])",
        rf"{_MARK}(?P<date>{_DAY})[ ,，:：—–-]+(?P<names>{_NAME})(?=[ :：—–-])",
        rf"{_MARK}(?P<date>\d{{1,4}}[年月日./号-][\d年月日./号-]*前?)[ ,，:：—–-]+(?P<names>{_NAME})(?=[ :：—–-])",
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
_MOST: Final = 300
_SAMPLE: Final = 400_000
"""Characters of packed cells that are looked at."""

IsDate = Callable[[str], bool]


def people_in(tables: Sequence[FoundTable], is_date: IsDate) -> set[str]:
    """Names of people that own something in these tables."""
    found: set[str] = set()
    for table in tables:
        found |= writers_above(table.above)
        if is_person(table.grid.sheet) and any(table.grid.sheet in text for row in table.rows for text in row.texts):
            found.add(table.grid.sheet)
        for column in table.columns:
            if column.field == "owner" or (column.field is None and _COLUMN.search(column.header)):
                found.update(_names(row.text(column.index) for row in table.rows))
    found |= people_by_place(_packed_cells(tables), is_date)
    firsts = {name.partition(" ")[0] for name in found if " " in name}
    return {name for name in found - firsts if len(found) <= _MOST or is_person(name)}


def _names(texts: Iterable[str]) -> set[str]:
    words = {word.strip() for text in set(texts) if text for word in _BETWEEN.split(text)}
    return {word for word in words if 2 <= len(word) <= 20 and (is_person(word) or _may_be_name(word))}


def _packed_cells(tables: Sequence[FoundTable]) -> Iterator[str]:
    left = _SAMPLE
    for table in tables:
        columns = [column.index for column in table.columns if column.field in ITEMS]
        for row in table.rows:
            for column in columns:
                text = row.text(column)
                left -= len(text)
                if left < 0:
                    return
                yield text


def people_by_place(cells: Iterable[str], is_date: IsDate) -> set[str]:
    """Names that stand where packed cells name owners: once beside a date or in 【】, again and again elsewhere."""
    sure: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    repeated: Counter[str] = Counter()
    for cell in cells:
        text = _BLANKS.sub(" ", cell[:_LONGEST])
        for pattern in _SURE:
            for match in pattern.finditer(text):
                sure.update(_split(match["names"]))
        for pattern in _DATED:
            for match in pattern.finditer(text):
                if is_date(match["date"].rstrip("前")):
                    dated.update(_persons_of_several(_split(match["names"])))
        for match in _LISTED.finditer(text):
            if is_date(match["date"].rstrip("前")):
                listed[match["names"]] += 1
        for pattern in _REPEATED:
            for match in pattern.finditer(text):
                repeated.update(set(_split(match["names"])))
    enough = set(sure)
    enough |= {
        name for name, count in dated.items() if count >= (_AGAIN if name.isascii() else 1)
    }  # Android 8/9 is no owner
    enough |= {name for name, count in listed.items() if count >= _AGAIN}
    enough |= {name for name, count in repeated.items() if count >= (_AGAIN if is_person(name) else 3)}
    return set(filter(_may_be_name, enough))


def _split(names: str) -> Collection[str]:
    return [part for part in (each.strip() for each in _BETWEEN.split(names)) if part]


def _persons_of_several(names: Collection[str]) -> Collection[str]:
    """Of 选型表，石勒 the person: what else stands in a row of names may be what is to be done."""
    return [name for name in names if is_person(name)] if len(names) > 1 else names


def _may_be_name(word: str) -> bool:
    if not re.fullmatch(_NAME, word) or _NO_NAMES.search(word):
        return False
    return match_header(word).strength < 2 and canonical_stage(word)[0] == word
