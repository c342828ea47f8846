"""What a plan book says, as plain values: the writers know nothing of the plan but this."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from genjin.plantable.row import PlanRow
from genjin.plantable.writing.text_width import half_widths

NARROWEST, WIDEST, PAGE = 12, 48, 92  # half-width characters: what a date needs, and what a page holds


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they stand for, one below the other."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a title above it, its headings, its rows; a newline in a cell begins a new line."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def shares(self) -> list[float]:
        """Return how much of the width each column takes: by its longest line, but none less than a date needs."""
        columns = zip(*[self.headings, *self.rows], strict=True)
        wishes = [min(max(_longest_line(column), NARROWEST), WIDEST) for column in columns]
        # where they wish for more than a page holds, they share what is left once each has what a date needs
        beyond, left = sum(wishes) - NARROWEST * len(wishes), max(0, PAGE - NARROWEST * len(wishes))
        shrink = min(1, left / beyond) if beyond else 1
        widths = [NARROWEST + (wish - NARROWEST) * shrink for wish in wishes]
        return [width / sum(widths) for width in widths]


def _longest_line(cells: Iterable[str]) -> int:
    return max(half_widths(line) for cell in cells for line in cell.split("\n"))


@dataclass(frozen=True, slots=True)
class Part:
    """A titled piece of a chapter: one follow-up, with its facts."""

    title: str
    facts: Facts


Block = Facts | Grid | Part


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the six modules; `empty` is what stands there where it has no blocks."""

    title: str
    blocks: Sequence[Block]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book: a cover line, its chapters, and the plan table as its last pages, where that has a title."""

    title: str
    subtitle: str
    chapters: Sequence[Chapter]
    table_title: str
    table_headings: Sequence[str]
    table_rows: Sequence[PlanRow] = field(default_factory=tuple)
