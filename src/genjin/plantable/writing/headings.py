"""The eleven columns: their titles in both languages and their widths."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column of the plan table; `excel_width` in characters as Excel counts them, `word_width` in millimetres."""

    zh: str
    en: str
    excel_width: float
    word_width: float


# The Word widths fill A4 landscape between margins of 10 mm; the Excel widths print on it at about 70 %.
COLUMNS = (
    PlanColumn("序号", "No.", 6, 9),
    PlanColumn("跟进日期", "Date", 11.5, 19),
    PlanColumn("客户/项目名称", "Customer / project", 18, 25),
    PlanColumn("当前阶段", "Stage", 10, 16),
    PlanColumn("本次跟进目标", "Goal of this follow-up", 18, 24),
    PlanColumn("主要行动与内容（负责人/时间）", "Main actions (owner/date)", 28, 37),
    PlanColumn("客户反馈与关键信息", "Customer feedback and key information", 30, 39),
    PlanColumn("疑虑与异议", "Concerns and objections", 22, 28),
    PlanColumn("下一步计划（负责人/时间）", "Next steps (owner/date)", 28, 35),
    PlanColumn("风险与应对", "Risks and responses", 22, 28),
    PlanColumn("备注", "Remarks", 14, 17),
)

HEADINGS_ZH = tuple(column.zh for column in COLUMNS)
HEADINGS_EN = tuple(column.en for column in COLUMNS)
