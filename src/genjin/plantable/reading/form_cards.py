"""Cards: what a form says of one follow-up, entry by entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from genjin.plantable.reading.column import HeaderCell
from genjin.plantable.reading.columns import fingerprint, understand_columns
from genjin.plantable.reading.grids.grid import Grid, GridRow
from genjin.plantable.reading.merges import Merges
from genjin.plantable.reading.tables import FoundTable, IsDate, Mappings


@dataclass(slots=True)
class Entry:
    """A label and the texts that stand beside or below it."""

    label: str
    row: int
    texts: list[str] = field(default_factory=list)
    parent: str = ""


@dataclass(slots=True)
class Card:
    """The entries of one follow-up, from its first row on, and the lines above it."""

    row: int
    above: list[str]
    entries: list[Entry] = field(default_factory=list)

    def has(self, label: str) -> bool:
        """Whether the card has this label already, so that it begins another one."""
        return any(entry.label == label for entry in self.entries)


def as_table(card: Card, grid: Grid, mappings: Mappings, is_date: IsDate) -> FoundTable | None:
    """A card as a table of one row, None where it says too little to be a follow-up."""
    cells = [HeaderCell(at, entry.label) for at, entry in enumerate(card.entries)]
    name = fingerprint(cells)
    samples: Mapping[int, Sequence[str]] = {at: ["\n".join(entry.texts)] for at, entry in enumerate(card.entries)}
    columns = understand_columns(cells, samples, mappings.get(name, {}), is_date)
    texts = ["\n".join(entry.texts) for entry in card.entries]
    fields = {column.field for column in columns if column.field and texts[column.index]}
    if len(fields) < 2:
        return None
    row = GridRow(card.row, texts)
    own = Grid(grid.sheet, [row], [], card.above, {}, [], is_document=grid.is_document)
    return FoundTable(own, name, columns, [row], card.above, Merges(own))
