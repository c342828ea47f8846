"""What a packed cell holds."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One line of 主要行动与内容 or 下一步计划."""

    content: str
    owner: str | None = None  # several people joined by "、"
    due: date | None = None


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """One line of 疑虑与异议 or 风险与应对."""

    content: str
    response: str | None = None
