"""Reading plan tables as people really send them: bytes to grids, grids to tables, tables to rows."""

from genjin.plantable.reading.errors import CODES, UnreadableFile
from genjin.plantable.reading.read import read_plan_table
from genjin.plantable.reading.result import (
    FIELDS,
    Place,
    PlanTable,
    Problem,
    ReadColumn,
    ReadRow,
    ReadTable,
)

__all__ = [
    "CODES",
    "FIELDS",
    "Place",
    "PlanTable",
    "Problem",
    "ReadColumn",
    "ReadRow",
    "ReadTable",
    "UnreadableFile",
    "read_plan_table",
]
