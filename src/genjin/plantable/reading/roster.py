"""Our own people, as far as a file names them.

In its columns of owners and sales, above its tables, by its sheets, and where packed cells name owners again and again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from genjin.plantable.reading.above import writers_above
from genjin.plantable.reading.column import ITEMS
from genjin.plantable.reading.roster_by_place import IsDate, may_be_name, people_by_place, split_names
from genjin.plantable.reading.tables import FoundTable
from genjin.text.names import is_person

_COLUMN: Final = re.compile(
    r"负责|责任|销售|客户经理|跟进人|业务员|填报人|拜访人|执行人|owner|sales|rep|assignee|who|pic", re.IGNORECASE
)


_MOST: Final = 300
_SAMPLE: Final = 400_000
"""Characters of packed cells that are looked at."""


def people_in(tables: Sequence[FoundTable], is_date: IsDate) -> set[str]:
    """Names of people that own something in these tables."""
    found: set[str] = set()
    for table in tables:
        found |= writers_above(table.above)
        if is_person(table.grid.sheet) and any(table.grid.sheet in text for row in table.rows for text in row.texts):
            found.add(table.grid.sheet)
        for column in table.columns:
            if column.field == "owner" or (column.field is None and _COLUMN.search(column.header)):
                found.update(_names(row.text(column.index) for row in table.rows))
    found |= people_by_place(_packed_cells(tables), is_date)
    firsts = {name.partition(" ")[0] for name in found if " " in name}
    return {name for name in found - firsts if len(found) <= _MOST or is_person(name)}


def _names(texts: Iterable[str]) -> set[str]:
    words = {word for text in set(texts) if text for word in split_names(text)}
    return {word for word in words if 2 <= len(word) <= 20 and (is_person(word) or may_be_name(word))}


def _packed_cells(tables: Sequence[FoundTable]) -> Iterator[str]:
    left = _SAMPLE
    for table in tables:
        columns = [column.index for column in table.columns if column.field in ITEMS]
        for row in table.rows:
            for column in columns:
                text = row.text(column)
                left -= len(text)
                if left < 0:
                    return
                yield text
