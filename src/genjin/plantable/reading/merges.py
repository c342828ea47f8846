from bisect import bisect_right

from genjin.plantable.reading.grids.grid import Grid, Merge


class Merges:
    """The merged blocks of a grid, found by cell without writing out the cells that they cover."""

    def __init__(self, grid: Grid) -> None:
        width = max((len(row.texts) for row in grid.rows), default=0)
        self._by_column: dict[int, list[Merge]] = {}
        for merge in sorted(grid.merges, key=lambda each: each.top):
            for column in range(merge.left, min(merge.right + 1, width)):
                self._by_column.setdefault(column, []).append(merge)

    def at(self, row: int, column: int) -> Merge | None:
        """The block that covers a cell (row counted from 1, column from 0), None where it stands alone."""
        merges = self._by_column.get(column, ())
        at = bisect_right(merges, row, key=lambda each: each.top) - 1
        return merges[at] if at >= 0 and merges[at].bottom >= row else None

    @property
    def any(self) -> bool:
        """Whether there is any block at all."""
        return bool(self._by_column)

    def from_above(self, row: int, column: int) -> bool:
        """Whether a cell belongs to a block that began in a row above."""
        merge = self.at(row, column)
        return merge is not None and merge.top < row
