"""Departments, sides and towns: who else may own an item, and where it only happens."""

import re

from genjin.text.no_names import ORGANISATION, PLACES
from genjin.text.word_list import listed

_ENDING = (
    "工程师|厂家|厂商|部|部门|中心|团队|事业部|办公室|公司|供应链|小组|项目组|研究院|委员会|项目部|分公司|办事处|PMO"
)
_DEPARTMENT = re.compile(
    rf"[\u4e00-\u9fffA-Za-z]{{1,8}}(?:{_ENDING})"
    r"|[\u4e00-\u9fff]{2,6}(?:组|车间|科室|(?:维护|维修|检修|运行|保障|服务|施工|安装|调试|装维)班)"
    r"|第三方[\u4e00-\u9fff]{2,4}"
    r"|[\u4e00-\u9fff]{2,6}(?:机构|律所|事务所|供应商|代理商|经销商|集成商|服务商|施工方|承建方|设计方)"
)
# What owns an item as it stands.
_NAMED = listed(
    """
    供应链 法务 财务 商务 售前 采购 研发 市场 人事 行政 物流 生产 质检 质量 运维 实施 客服 技术 我方 双方 厂家 原厂
    总部 代理商 渠道 甲方 乙方 业主 设计院 集成商 各部门 外协 会计 出纳 仓库 司机 文员 内勤 前台 品控 品管 质控
    设计师 美工 总包 分包 监理方 供应商 货代 报关行 校方 院方 厂方 客户方
    Legal Finance Sales Presales Procurement Marketing Engineering Support Logistics Delivery Operations PMO HR IT QA
    """
)
# What is done with a department or a firm names neither: 联系租赁公司, 拜访技术部.
_DEALT_WITH = re.compile(
    r"联系|拜访|回访|走访|约|找|催|陪|给|与|和|跟|向|对[^方]|请|到|去|赴|通知|邀|协[调助]|配合|见|报|送"
    r"|寄|发|问|汇报|参观|成立|组织|访谈|面谈|会见|介绍|说服|联络|沟通|接待|答复|回复|确认|安排|催促|征求|交流|游说|对接|引荐|宴请"
)
_NO_DEPARTMENT = listed("全部 局部 内部 外部 东部 西部 南部 北部 中部 头部 底部 顶部 大部 干部 客户 团队 全体")


def is_dealt_with(word: str) -> bool:
    """Tell whether the words say what is done with somebody: 联系租赁公司, 约财务总监."""
    return bool(_DEALT_WITH.match(word))


def is_unit(word: str) -> bool:
    """Tell whether the word is a department or a side that may own an action (法务部, 供应链, 我方)."""
    if word in _NAMED:
        return True
    return word not in _NO_DEPARTMENT and bool(_DEPARTMENT.fullmatch(word)) and not is_dealt_with(word)


def is_place(word: str) -> bool:
    """Tell whether the word is a town, a bank, a hall: where something happens, not who does it (上海, 农行)."""
    return word[:2] in PLACES or word.endswith(ORGANISATION)
