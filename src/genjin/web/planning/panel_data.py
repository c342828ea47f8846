"""One row as a form: beside the table, or over the whole of a small screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from genjin.core import clock
from genjin.planning.columns import COLUMNS, cell_text, signals_of_row
from genjin.planning.models import FollowUp
from genjin.web.planning.row_data import RowData, row_data
from genjin.web.signals.marks import Mark, marks_of


@dataclass(frozen=True, slots=True)
class PanelField:
    """One cell as a field of the form; `hint` says in an empty field what belongs there."""

    key: str
    title: str
    kind: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class RowPanel:
    """The form; `row` is None for a new row. `marks` are its signals, `signals` the address of the project's."""

    row: RowData | None
    title: str
    fields: Sequence[PanelField]
    may_edit: bool
    marks: Sequence[Mark] = ()
    signals: str = ""


def row_panel(row: FollowUp, *, may_edit: bool) -> RowPanel:
    """Return the form of a row."""
    texts = {key: cell_text(row, key) for key in COLUMNS}
    fields = _fields(texts, _hints() if may_edit else {})
    signals = f"{reverse('signals')}?project={row.project_id}"
    return RowPanel(row_data(row), str(row.project), fields, may_edit, marks_of(signals_of_row(row)), signals)


def empty_panel(customer_project: str) -> RowPanel:
    """Return the form of a row that is not there yet."""
    # a row without a date is taken to be of today
    hints = {**_hints(), "date": clock.today().isoformat()}
    return RowPanel(None, "", _fields({"customer_project": customer_project}, hints), may_edit=True)


def _hints() -> dict[str, str]:
    item = gettext("1. What (@ doer / day)")
    return {
        "customer_project": gettext("Customer / project"),
        "actions": item,
        "next_steps": item,
        "objections": gettext("1. Doubt → our answer"),
        "risks": gettext("1. Risk → countermeasure"),
    }


def _fields(texts: Mapping[str, str], hints: Mapping[str, str]) -> list[PanelField]:
    return [
        PanelField(key, str(column.title), column.kind, texts.get(key, ""), hints.get(key, ""))
        for key, column in COLUMNS.items()
        if column.is_editable
    ]
