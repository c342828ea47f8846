"""The labels, roles and remarks that stand beside names and dates: 负责人：, 售前, 尽快, 已完成."""

import re

from genjin.text.dates.scanning import TIME_OF_DAY
from genjin.text.units import is_dealt_with

OWNER_LABEL = (
    r"(?:我方负责人|第一责任人|(?:主?负责|责任|主责|主办|执行|经办|承办|跟进|对接|牵头|落实|完成|办理|跟踪)(?:人员?|部门|单位|方|者)"
    r"|负责|责任|主责|主办|经办|承办|牵头|落实|执行|跟进|担当|人员|(?i:owner|pic|by|who))"
)
DATE_LABEL = (
    r"(?:(?:计划|预计|要求|拟定?|最晚)?(?:完成|截[止至]|交付|执行|跟进|到期)?(?:时间|日期|期限|时限|节点)"
    r"|时间节点|截[止至]|(?i:ddl|deadline|due(?: date)?|time|date|when))"
)
HELPER_LABEL = r"(?:配合|协助|支持|协办|参与|抄送|陪同|监督|备份)(?:人|部门|方)?"
ROLE = (
    r"(?:大?销售|售前|售后|商务|技术|财务|法务|实施|交付|研发|产品|架构师|PM|SE|AE|SA|方案|市场|采购|运维|客服"
    r"|行政|渠道"
    r"|[\u4e00-\u9fff]{0,4}(?:经理|主管|总监|顾问|代表|工程师|专员))"
)
HELPER = re.compile(rf"{HELPER_LABEL} ?[:：]|.{{2,4}}(?:配合|协助|支持|陪同|参与)$")
ROLE_LABEL = re.compile(rf"({ROLE}) ?[:：]\s*(?=.)")
ROLE_WORD = re.compile(ROLE)
STATE_BEHIND = re.compile(r"[已未待仍拟].{0,6}")
FILLER = re.compile(
    r"(?:[前内于在]|之前|之内|负责|预计|计划|最[晚迟]|不[晚迟]于|前?(?:完成|提交|交付|到位|落实|给出)|截[止至]"
    r"|到期|左右|均|由|(?:拟|预计|计划|争取|力争|确保|务必|须|应|需)[于在]|[-–—:：]+)?"
)
HEDGE = re.compile(r"大?约|暂定|争取|拟|力争|目标")
STATUS = re.compile(
    r"待|尽快|尽早|越快|已|未|完成|进行|暂|长期|持续|随时|视|按|等|取消|延|推迟|滚动|另行|后$|前$|中$|定$|TBD|TBC|ASAP"
    r"|N/A|优先|紧急|[√✓✔✅☑❌×]|开始|启动|预计|必须|务必|每|时间|上午|下午|晚|早|OK|ok|done|Done|\d|无|适时|同步"
    r"|同上|周期|月度|不定"
)
# What is added to a name or date, as a whole: 尽快, 已完成, 待客户通知, 合同签订后.
_REMARK = re.compile(
    r"(?:待|尽快|尽早|越快越好|已|未|暂|长期|持续|随时|视|按|等|取消|延期|推迟|滚动|另行|TBD|TBC|ASAP|N/A|优先|紧急|开始"
    r"|启动|预计|必须|务必|每|OK|ok|[Dd]one|无|适时|同步|同上|[√✓✔✅☑❌×]).{0,7}"
    r"|.{0,6}(?:完成|进行中?|不定|[中后前定])"
)


def is_remark(word: str) -> bool:
    """Tell whether words beside a name or date are a remark on them (尽快, 14:30, 售前), not a part of the sentence."""
    if TIME_OF_DAY.fullmatch(word):
        return True
    return bool(_REMARK.fullmatch(word) or HEDGE.fullmatch(word) or is_role(word) or HELPER.match(word))


def is_role(word: str) -> bool:
    """Tell whether the word is a role that may own an item (售前, 项目经理), not somebody who is met (约财务总监)."""
    return bool(ROLE_WORD.fullmatch(word)) and not is_dealt_with(word)


def names_a_role(word: str) -> bool:
    """Tell whether the words are a role with its name: 售前：李四."""
    return bool(ROLE_LABEL.match(word))
