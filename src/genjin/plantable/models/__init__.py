"""Plan tables that came in as files."""

from genjin.plantable.models.column_mapping import ColumnMapping
from genjin.plantable.models.imported_row import ImportedRow
from genjin.plantable.models.plan_import import ImportState, PlanImport

__all__ = ["ColumnMapping", "ImportState", "ImportedRow", "PlanImport"]
