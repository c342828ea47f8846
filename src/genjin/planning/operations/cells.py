"""Rows as they are typed and pasted: texts by column, turned into values and handed on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import RuleBroken
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import find_or_add_project
from genjin.planning.columns import read_cell
from genjin.planning.content import NewRow, RowChanges, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import edit_follow_up, log_follow_up
from genjin.text.customer_project import unpack_customer_project

CUSTOMER_PROJECT = "customer_project"
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What a person typed or pasted into one row: `row` is None for a new row, `seen` the texts that stood there."""

    row: FollowUp | None
    cells: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def write_cells(typed: Sequence[TypedRow], *, by: User) -> list[FollowUp]:
    """Write typed cells into rows and log the new rows: all of them or, where one is refused, none."""
    if len(typed) > MOST_ROWS:
        raise RuleBroken(_("More than 2,000 rows at once; import them as a file instead."))
    return [_write_row(entry, by) for entry in typed]


def read_project(text: str, *, by: User) -> Project:
    """Return the project that a typed 客户/项目 names; a customer or project that is not known yet is added."""
    customer, project = unpack_customer_project(" ".join(text.split(" ")).strip())
    if customer and project is None:
        customer, project = _divided(customer)
    return find_or_add_project(customer, project, by=by)


def _divided(text: str) -> tuple[str, str | None]:
    """Divide at a line break or an unspaced slash, as people type it."""
    parts = re.split(r"\s*\n\s*|(?<=[^\s/])[/／](?=[^\s/])", text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 and parts[1].strip() else None


def _write_row(typed: TypedRow, by: User) -> FollowUp:
    typed = replace(typed, cells={key: storable_text(text) for key, text in typed.cells.items()})
    values = _values(typed)
    words = typed.cells.get(CUSTOMER_PROJECT)
    if typed.row is None:
        project = read_project(words or "", by=by)
        values.setdefault("date", clock.today())
        if "stage" not in values and project.stage:
            values["stage"] = project.stage.name
        return log_follow_up(NewRow(project, RowContent(**values)), by=by)  # type: ignore[arg-type]
    moved = None if words is None else read_project(words, by=by)
    return edit_follow_up(typed.row, RowChanges(values, moved), seen=typed.seen, by=by)


def _values(typed: TypedRow) -> dict[str, object]:
    """Return the values of the cells; relative dates count from the row's own day, the one just typed first."""
    today = clock.today()
    values: dict[str, object] = {}
    if "date" in typed.cells:
        values["date"] = read_cell("date", typed.cells["date"], reference=today)
    own = values.get("date", typed.row.happened_on if typed.row else None)
    reference = own if isinstance(own, date) else today
    for key, text in typed.cells.items():
        if key not in {"date", CUSTOMER_PROJECT}:
            values[key] = read_cell(key, text, reference=reference)
    return values
