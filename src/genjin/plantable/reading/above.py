"""Who a table is about, where only its title, a heading or the sheet's name says so."""

import itertools
import re
from collections.abc import Collection, Sequence
from typing import Final

from genjin.plantable.reading.customers import Names, is_organisation, split_customer, split_customer_project
from genjin.plantable.reading.headers import match_header
from genjin.text.names import is_person

_CUSTOMER: Final = re.compile(
    r"(?:客户名称|客户单位|客户全称|客户|甲方单位|甲方|业主单位|业主|公司名称|单位名称|customer|client|account)\s*[:：]\s*(?P<name>.+)",
    re.IGNORECASE,
)
_PROJECT: Final = re.compile(
    r"(?:项目名称|项目|商机名称|商机|project|opportunity)\s*[:：]\s*(?P<name>.+)", re.IGNORECASE
)
_WRITER: Final = re.compile(
    r"(?:填表人|填报人|填写人|制表人|填报|填写|制表|编制人|编制|销售负责人|销售代表|销售经理|销售|客户经理|负责人|跟进人"
    r"|汇报人|报告人|项目经理|团队成员|成员|团队|sales|owner|prepared by)"
    r"\s*[:：]\s*(?P<names>[^\n\u3000:：]{2,40})",
    re.IGNORECASE,
)
_NEXT_LABEL: Final = re.compile(r"\s{2,}|\u3000|\t|[；;|｜]|[,，、\s]\s*(?=[^\s:：,，；;]{2,8}[:：])")
_NUMBERED: Final = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?\s*[、.．:：]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳]|[■□●○◆◇▶▷►▎▌▍▏★☆•·※*#>|]+)\s*"
)
_PLAN_WORDS: Final = re.compile(
    r"(?:（[^）]*）|\([^)]*\)|\[[^\]]*\]|【[^】]*】)?\s*(?:20\d\d\s*年?|第?[一二三四1-4]季度|Q[1-4]|\d{1,2}月份?|上半年|下半年|本周|本月|第?\d{1,2}周)*[的\s·—\-]*"
    r"(?:大客户|重点客户|重要客户|重大客户|客户|重点项目|项目|商机)?[的\s]*(?:销售|营销)?[的\s]*"
    r"(?:跟进|拜访|跟踪|推进|工作|走访|服务|维护|攻关|沟通|回访)+[的\s]*(?:计划|记录|情况|进展|进度|汇总|明细|管理|跟踪|台账|工作|日志)*(?:表|单|台账|记录|卡|册|表格|报告|周报|月报)*"
    r"\s*(?:（[^）]*）|\([^)]*\)|[—\-]?\s*20\d\d.*)?\s*$"
)
_NO_NAME: Final = re.compile(
    r"跟进|计划|记录|汇总|说明|周期|部门|填表|编制|单位[:：]|日期|时间|截[止至]|更新|版本|sheet|工作表|模板|明细|清单|台账|目录|字典|参数|\d月|季度|20\d\d|周报|月报|本周|上周|[:：]"
    r"|重点|客户|密级|保密|内部|项目列表|项目表|总表|合计|统计|附件|备注|Q[1-4]|table|plan|data",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    r"(?:(?:跟进|拜访|沟通)?(?:记录|情况|卡片?|表)?\s*(?:第?\s*[一二三四五六七八九十\d]{1,3}\s*[次条号张页]?|no\.?\s*\d+)(?:跟进|拜访|沟通)?(?:记录|情况)?"
    r"|(?:跟进|拜访)(?:记录|情况|明细)|续表?|[（(]续[表上]?[）)]|[-=_*—·.\s]+)[:：]?",
    re.IGNORECASE,
)
_LONGEST: Final = 200
"""A longer line above a table is an explanation, no title."""
_TEAM: Final = re.compile(r"(部|组|区|团队|事业部|办事处|大区|中心|分公司|战队|小队|线)$")


def names_above(lines: Sequence[str], *, only_headings: bool = False) -> Names:
    """Customer and project that the lines above a table name: `客户：…`, a title, or a bare heading (the last line)."""
    lines = [line for line in lines if len(line) <= _LONGEST]
    customer, project = _labelled(lines, _CUSTOMER), _labelled(lines, _PROJECT)
    if customer and not project:
        customer, project = split_customer(customer)
    if customer or only_headings:
        return customer, project
    for line in reversed(lines):
        title = _PLAN_WORDS.sub("", _NUMBERED.sub("", line)).strip(" \u3000-—–·:：《》“”")
        if not title or title == line.strip():
            continue
        if is_organisation(title) and not _TEAM.search(title):
            return title, project
        if (pair := _pair_in_title(title)) is not None:
            return pair
    for line in reversed(lines[-3:]):
        if (named := _heading(line, is_last=line is lines[-1])) is not None:
            return named[0], named[1] or project
    return None, project


def _pair_in_title(title: str) -> Names | None:
    """Customer and project of a title like 澜庭酒店——大堂改造 跟进卡."""
    customer, dash, project = (part.strip() for part in re.sub("[—–]+", "—", title).partition("—"))
    names = (customer, project)
    fit = dash and all(2 <= len(name) <= 30 and not _NO_NAME.search(name) and not _TEAM.search(name) for name in names)
    return names if fit else None


def names_nobody(lines: Sequence[str]) -> bool:
    """Whether the lines above a table only count it (第二次跟进), so that it is about whom the one before was about."""
    return all(len(line) <= _LONGEST and _COUNTS.fullmatch(line.strip()) for line in lines)


def _heading(line: str, *, is_last: bool) -> Names | None:
    """Customer and project of a bare heading: right above the table, or numbered, or ending like an organisation's."""
    heading = _NUMBERED.sub("", line).strip()
    if not 2 <= len(heading) <= 30 or _NO_NAME.search(heading) or _TEAM.search(heading):
        return None
    if re.search(r"[，。；,;！!]", heading) or (is_person(heading) and not is_organisation(heading)):
        return None
    customer, project = split_customer_project(heading)
    return (customer, project) if is_last or heading != line.strip() or is_organisation(customer or "") else None


def _labelled(lines: Sequence[str], pattern: re.Pattern[str]) -> str | None:
    for line in lines:
        found = pattern.search(line)
        if found:
            name = _NEXT_LABEL.split(found["name"].strip(), maxsplit=1)[0].strip()
            if name and match_header(name).strength != 3:
                return name
    wanted = {"customer", "customer_project"} if pattern is _CUSTOMER else {"project"}
    for line in lines:
        cells = [cell.strip() for cell in line.split("\u3000") if cell.strip()]
        for label, value in itertools.pairwise(cells):
            match = match_header(label)
            if match.strength == 3 and match.field in wanted and not match_header(value).strength and len(cells) <= 8:
                return value
    return None


def name_of_sheet(sheet: str, writers: Collection[str], texts: str) -> Names:
    """Customer (and project) by the sheet's name; none where it is a month, a region or one of us."""
    name = _NUMBERED.sub("", sheet).strip()
    name = _PLAN_WORDS.sub("", name).strip(" -—_（）()") or name
    if (
        len(name) < 2
        or _NO_NAME.search(name)
        or _TEAM.search(name)
        or name in writers
        or re.fullmatch(r"[\d\W]+", name)
    ):
        return None, None
    if is_person(name) and (name in texts or (not is_organisation(name) and len(name) == 3)):
        return None, None
    return split_customer(name)


def writers_above(lines: Sequence[str]) -> set[str]:
    """Our own people that the lines above a table name: who filled it in, whose customers these are."""
    found: set[str] = set()
    for line in (line for line in lines if len(line) <= _LONGEST):
        for match in _WRITER.finditer(line):
            words = _NEXT_LABEL.split(match["names"].strip(), maxsplit=1)[0]
            found.update(
                word
                for word in re.split(r"[、,，/&和\s]+", words)
                if re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[A-Z][A-Za-z. ]{1,15}", word)
                and not _NO_NAME.search(word)
                and not _TEAM.search(word)
            )
    return found
