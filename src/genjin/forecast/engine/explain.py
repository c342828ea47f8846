"""The terms of a deal's odds, in words."""

from typing import Final, Literal

import numpy as np

from genjin.forecast.engine.parts import DealOdds

WORDS: Final[dict[str, str]] = {
    "level": "整体成单水平",
    "stage": "所处阶段",
    "days in stage": "在本阶段停留的时间",
    "amount": "金额",
    "amount changed": "金额变化",
    "days idle": "多久没有动静",
    "activities": "跟进次数",
    "recent activities": "近期跟进次数",
    "age of the deal": "项目已有时间",
    "way so far": "此前走过的阶段",
    "owner": "负责人",
    "attitude": "关键决策者的态度",
    "coverage": "干系人覆盖",
    "signals": "已确认的信号",
    "health": "计划健康度",
    "overdue": "逾期的下一步",
}
"""Reasons as the engine calls them, which is how they are said in English, and in Chinese."""


def said(reason: str, language: Literal["en", "zh"]) -> str:
    """Return a reason in words."""
    return WORDS.get(reason, reason) if language == "zh" else reason


def reasons_of(deals: DealOdds, row: int) -> list[tuple[str, float]]:
    """Return a deal's terms, the weightiest first; with those that are nothing left out they sum to its logit."""
    found = [(reason, float(part[row])) for reason, part in deals.terms.items()]
    return sorted((term for term in found if term[1] != 0.0), key=lambda term: (-abs(term[1]), term[0]))


def logit_of(deals: DealOdds, row: int) -> float:
    """Return the log odds that the terms sum to."""
    return float(np.sum([part[row] for part in deals.terms.values()]))
