"""One cell that names a customer, a project, or both."""

import re
from collections.abc import Iterable
from typing import Final

from genjin.text.customer_project import SEPARATOR, unpack_customer_project

_ORGANISATION: Final = re.compile(
    r"(公司|集团|银行|农商行|农信社|信用社|医院|保健院|卫生院|卫健委|诊所|大学|学院|学校|中学|小学|局|委|委员会|管委会|政府|厂|院|所|中心|支行|分行|总行"
    r"|电力|能源|石化|化工|科技|股份|控股|实业|重工|电子|医药|制药|药业|证券|保险|基金|信托|水务|地铁|机场|港务|物流|汽车|轴承|半导体|钢铁|矿业|置业|地产"
    r"|食品|乳业|酒店|传媒|教育|生物|机械|制造|材料|光电|通信|软件|网络|零售|超市|百货|航空|铁路|交通|建设|建工|城投|燃气|热力|烟草|联合体|总公司"
    r"|\b(inc|ltd|llc|co|corp|group|bank|company|gmbh|university|hospital))\W*$",
    re.IGNORECASE,
)
_PROJECT: Final = re.compile(
    r"项目|系统|平台|[一二三四五六七八九十\d]期|工程|改造|扩容|采购|升级|建设|试点|迁移|替换|上云|集成|续签|续约|维保|运维|中台|方案|框架|MES|ERP|CRM|WMS|PLM|OA|HIS"
    r"|DCS|SCADA|智慧|智能|数字化|信息化|自动化|生产线|产线|机房|数据|软件|设备|服务|一体化|咨询|标段|框采",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?:客户|客户名称|单位|甲方)\s*[:：]\s*(?P<customer>.+?)\s*[\n;；,，/、\u3000 ]"
    r"\s*(?:项目|项目名称|商机)\s*[:：]\s*(?P<project>.+)",
    re.DOTALL,
)
_TRAILING_BRACKET: Final = re.compile(
    r"(?P<before>.+?)\s*(?:（(?P<a>[^（）]+)）|\((?P<b>[^()]+)\)|【(?P<c>[^【】]+)】|《(?P<d>[^《》]+)》|\[(?P<e>[^\[\]]+)\])\s*",
    re.DOTALL,
)
_WRITTEN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s+[/／|｜]\s+", r"\s+[-–—－]+\s+", r"[—–－]{1,}", r"[/／|｜\\]", r"\s*(?:=>|->|→|>)\s*", r"[：:]", r"-",
        r"·|•", r"\u3000+|\t+| {2,}", r"[；;]",
    )
)  # fmt: skip
"""Separators of customer and project, the clearest first."""
_LONGEST: Final = 300
"""A longer text is no pair of names."""
_AFTER_NAME: Final = (re.compile(r" +"), re.compile(r"[，,、]"))
"""Separators only behind what plainly is an organisation."""
_COMPANY_THEN_PROJECT: Final = re.compile(
    r"(?P<customer>.{2,}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团))(?P<project>(?!公司|有限|股份|总|[（(]).{3,})"
)

Names = tuple[str | None, str | None]


def is_organisation(text: str) -> bool:
    """Whether a name ends like that of a company, a bank or an office."""
    return bool(_ORGANISATION.search(text))


def brackets_name_projects(texts: Iterable[str]) -> bool:
    """Whether a column has the habit of naming the project in a bracket behind the customer."""
    different = {text for text in texts if text and len(text) <= _LONGEST}
    bracketed = [found for found in map(_TRAILING_BRACKET.fullmatch, different) if found]
    long = [found for found in bracketed if len(_inside(found)) > 3 or _PROJECT.search(_inside(found))]
    return len(different) > 1 and len(long) >= 0.6 * len(different)


def split_customer_project(text: str, *, project_first: bool = False, in_bracket: bool = False) -> Names:
    """Customer and project of a cell of the column 客户/项目名称; a name without a separator is the customer's.

    `project_first` where the header names the project first, `in_bracket` where the project stands in a bracket behind.
    """
    short = len(text) <= _LONGEST
    bracketed = _TRAILING_BRACKET.fullmatch(text) if in_bracket and short and SEPARATOR not in text else None
    parts = (bracketed["before"], _inside(bracketed)) if bracketed else _split(text)
    if parts is None:
        joined = _COMPANY_THEN_PROJECT.fullmatch(text[: _LONGEST + 1])
        return (
            (joined["customer"], joined["project"]) if joined and _PROJECT.search(joined["project"]) else (text, None)
        )
    return _ordered(*parts, project_first=project_first)


def split_customer(text: str) -> Names:
    """Customer and perhaps project of a column 客户 in a table that has none for projects: only where it is plain."""
    parts = _split(text)
    if parts is None or (not _PROJECT.search(parts[1] or "") and "\n" not in text and SEPARATOR not in text):
        return text, None
    return parts if not is_organisation(parts[1] or "") else (text, None)


def split_project(text: str) -> Names:
    """Project and perhaps customer of a column 项目名称 in a table that has none for customers."""
    parts = _split(text)
    if parts is not None and (is_organisation(parts[0] or "") or "\n" in text or SEPARATOR in text):
        return parts
    joined = _COMPANY_THEN_PROJECT.fullmatch(text[: _LONGEST + 1])
    return (joined["customer"], joined["project"]) if joined else (None, text)


def _ordered(customer: str | None, project: str | None, *, project_first: bool) -> Names:
    left, right = is_organisation(customer or ""), is_organisation(project or "")
    if right and not left and not _PROJECT.search(project or ""):
        return project, customer
    return (project, customer) if project_first and not left else (customer, project)


def _split(text: str) -> Names | None:
    if len(text) > _LONGEST:
        return None
    if SEPARATOR in text or text.startswith("/ "):
        return unpack_customer_project(text)
    labelled = _LABELLED.search(text)
    if labelled:
        return labelled["customer"].strip(), labelled["project"].strip()
    if "\n" in text:
        return _split_lines(text)
    outside = _blot_brackets(text)
    for pattern in _WRITTEN:
        found = next((each for each in pattern.finditer(outside) if _divides(text, each, pattern)), None)
        if found is not None:
            return text[: found.start()].strip(), text[found.end() :].strip()
    return _split_bracket(text) or _split_after_name(text, outside)


def _split_lines(text: str) -> Names:
    first, _, rest = text.partition("\n")
    first = first.strip().rstrip("/／-—|｜、,，:： ")
    rest = " ".join(rest.split()).lstrip("/／-—|｜、:： ")
    bracketed = re.fullmatch(r"[（(【\[](.+)[）)】\]]", rest)
    if bracketed:
        rest = bracketed[1]
    rest = re.sub(r"^(项目|项目名称|商机)\s*[:：]\s*", "", rest)
    first = re.sub(r"^(客户|客户名称)\s*[:：]\s*", "", first)
    return first or None, rest or None


def _blot_brackets(text: str) -> str:
    """The text with what stands in brackets blotted out, every place kept."""
    return re.sub(r"[（(【《\[][^（()）【】《》\[\]]*[）)】》\]]", lambda found: "\x00" * len(found[0]), text)


def _divides(text: str, found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether a sign parts two names and is not inside one of them (LTE-M, 1104/EAST, 2:1)."""
    left, right = text[: found.start()].strip(), text[found.end() :].strip()
    if len(left) < 2 or len(right) < 2:
        return False
    if pattern.pattern in ("-", r"[：:]", r"[/／|｜\\]") and found[0] in "-:/":
        both_ascii = left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum()
        return not both_ascii or (found[0] == "/" and left.isascii() and len(left) > 3)
    return True


def _split_bracket(text: str) -> Names | None:
    found = _TRAILING_BRACKET.fullmatch(text)
    if not found:
        return None
    inside = _inside(found)
    named = found["c"] or found["d"] or found["e"]
    if is_organisation(inside) and not _PROJECT.search(inside):
        return None
    return (found["before"], inside) if named or (_PROJECT.search(inside) and len(inside) > 2) else None


def _inside(bracketed: re.Match[str]) -> str:
    return next(each for each in bracketed.groups()[1:] if each)


def _split_after_name(text: str, outside: str) -> Names | None:
    for pattern in _AFTER_NAME:
        for found in pattern.finditer(outside):
            left, right = text[: found.start()].strip(), text[found.end() :].strip()
            if right and is_organisation(left) and not is_organisation(right):
                return left, right
    return None
