"""What a read plan table consists of, with the place of everything in the file."""

from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812  the field `date` would hide the type
from typing import Final, Literal

from genjin.text.cells import ActionItem, AnsweredItem

FIELDS: Final = (
    "seq",
    "date",
    "customer_project",
    "customer",
    "project",
    "stage",
    "goal",
    "actions",
    "feedback",
    "objections",
    "next_steps",
    "risks",
    "note",
    "owner",
    "due",
    "response",
)
"""What a column can mean. `owner`, `due` and `response` complete the column of items that they follow."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `row` counts from 1 as the file shows it, `column` is its letter and header."""

    sheet: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something left as text or doubtful; `words` are the file's own, `code` says what about them."""

    code: str
    place: Place
    words: str
    severity: Literal["note", "warning"] = "note"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One follow-up as read, and `cells`: header to raw text of its row, as the file shows it."""

    place: Place
    date: Date | None = None
    customer: str | None = None
    project: str | None = None
    stage: str | None = None
    goal: str | None = None
    actions: list[ActionItem] = field(default_factory=list)
    feedback: str | None = None
    objections: list[AnsweredItem] = field(default_factory=list)
    next_steps: list[ActionItem] = field(default_factory=list)
    risks: list[AnsweredItem] = field(default_factory=list)
    note: str | None = None
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column, what it was taken for (one of FIELDS; None is kept in the note), and its letter."""

    header: str
    field: str | None
    letter: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table of a sheet or document; `fingerprint` of its headers is the key of remembered mappings."""

    sheet: str
    fingerprint: str
    columns: list[ReadColumn]
    rows: list[ReadRow]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Everything a file gave."""

    tables: list[ReadTable]
    problems: list[Problem]

    @property
    def rows(self) -> list[ReadRow]:
        """The follow-ups of all tables, in the file's order."""
        return [row for table in self.tables for row in table.rows]
