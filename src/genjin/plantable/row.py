"""One row of the plan table, as plain values: what is written to a file, and what a file gives."""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  the field `date` would hide the type

from genjin.text.cells import ActionItem, AnsweredItem


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The eleven columns of one follow-up, packed columns as their items (`seq` counts from 1)."""

    seq: int
    date: Date | None = None
    customer: str | None = None
    project: str | None = None
    stage: str | None = None
    goal: str | None = None
    actions: tuple[ActionItem, ...] = ()
    feedback: str | None = None
    objections: tuple[AnsweredItem, ...] = ()
    next_steps: tuple[ActionItem, ...] = ()
    risks: tuple[AnsweredItem, ...] = ()
    note: str | None = None
