"""What one row of the plan table says, as values: the form in which every writer hands a row to an operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date as Date  # noqa: N812  the field `date` would hide the type

from genjin.pipeline.models import Project
from genjin.text.cells import ActionItem, AnsweredItem


@dataclass(frozen=True, slots=True)
class RowContent:
    """The typed values of a row, but for whom it is about. `stage` is a word: one of the stages, or the row's own."""

    date: Date | None = None
    stage: str = ""
    goal: str = ""
    actions: Sequence[ActionItem] = ()
    feedback: str = ""
    objections: Sequence[AnsweredItem] = ()
    next_steps: Sequence[ActionItem] = ()
    risks: Sequence[AnsweredItem] = ()
    note: str = ""


CONTENT_FIELDS = tuple(entry.name for entry in fields(RowContent))


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be logged: the project it belongs to and what it says."""

    project: Project
    content: RowContent


@dataclass(frozen=True, slots=True)
class RowChanges:
    """What changes in a row: typed values by column, and the project where the row moves to another one."""

    values: Mapping[str, object] = field(default_factory=dict)
    project: Project | None = None
