"""A column of a table, and what stands over it."""

from dataclasses import dataclass
from typing import Final

from genjin.plantable.reading.grids.grid import letter

ITEMS: Final = frozenset({"actions", "next_steps"})
ANSWERED: Final = frozenset({"objections", "risks"})
BODY: Final = ITEMS | ANSWERED | {"goal", "feedback"}
"""What only a plan has; a list of customers or prices has none of them."""
COMPLETING: Final = frozenset({"owner", "due", "response"})


@dataclass(slots=True)
class Column:
    """One column: `header` as it is called, the header of the group above it, what it means (None: kept in the note).

    `key` names it apart from its like. `belongs_to` is the place, in the list of columns, of the items that an owner,
    a date or a response completes.
    """

    index: int
    header: str
    parent: str = ""
    field: str | None = None
    strength: int = 0
    rank: int = 99
    belongs_to: int | None = None
    key: str = ""

    @property
    def letter(self) -> str:
        """Its letter in the sheet."""
        return letter(self.index)


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """What stands over a column: its own header, and the one of a group above it."""

    index: int
    text: str
    parent: str = ""
