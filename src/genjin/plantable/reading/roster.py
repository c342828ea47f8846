"""Our own people, as far as a file names them: in its columns of owners and sales, above its tables, by its sheets."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from genjin.plantable.reading.above import writers_above
from genjin.plantable.reading.tables import FoundTable
from genjin.text.names import is_person

_COLUMN: Final = re.compile(r"负责|责任|销售|客户经理|跟进人|业务员|填报人|拜访人|执行人|owner|sales|rep|assignee|who|pic", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[、,，/／&＆;；\n+|]+|\s+(?=[^\x00-\x7f])")
_MOST: Final = 300


def people_in(tables: Sequence[FoundTable]) -> set[str]:
    """Names of people that own something in these tables."""
    found: set[str] = set()
    for table in tables:
        found |= writers_above(table.above)
        if is_person(table.grid.sheet) and any(table.grid.sheet in text for row in table.rows for text in row.texts):
            found.add(table.grid.sheet)
        for column in table.columns:
            if column.field == "owner" or (column.field is None and _COLUMN.search(column.header)):
                found.update(_names(row.text(column.index) for row in table.rows))
    return {name for name in found if len(found) <= _MOST or is_person(name)}


def _names(texts: Iterable[str]) -> set[str]:
    words = {word.strip() for text in set(texts) if text for word in _BETWEEN.split(text)}
    return {word for word in words if 2 <= len(word) <= 20 and is_person(word)}
