"""One row as a form: beside the table, or over the whole of a small screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from genjin.planning.columns import COLUMNS, cell_text
from genjin.planning.models import FollowUp
from genjin.web.planning.row_data import RowData, row_data


@dataclass(frozen=True, slots=True)
class PanelField:
    """One cell as a field of the form."""

    key: str
    title: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class RowPanel:
    """The form; `row` is None for a new row."""

    row: RowData | None
    title: str
    fields: Sequence[PanelField]
    may_edit: bool


def row_panel(row: FollowUp, *, may_edit: bool) -> RowPanel:
    """Return the form of a row."""
    return RowPanel(row_data(row), str(row.project), _fields({key: cell_text(row, key) for key in COLUMNS}), may_edit)


def empty_panel(customer_project: str) -> RowPanel:
    """Return the form of a row that is not there yet."""
    return RowPanel(None, "", _fields({"customer_project": customer_project}), may_edit=True)


def _fields(texts: Mapping[str, str]) -> list[PanelField]:
    return [
        PanelField(key, str(column.title), column.kind, texts.get(key, ""))
        for key, column in COLUMNS.items()
        if column.is_editable
    ]
