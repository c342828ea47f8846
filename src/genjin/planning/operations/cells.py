"""Rows as they are typed and pasted: texts by column, turned into values and handed on."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

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
from genjin.planning.operations.follow_ups import edit_follow_up, log_follow_ups
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
    entries = [replace(entry, cells={key: storable_text(text) for key, text in entry.cells.items()}) for entry in typed]
    named = cache(lambda words: read_project(words, by=by))
    new = [_new_row(entry, named) for entry in entries if entry.row is None]
    logged = iter(log_follow_ups(new, by=by) if new else ())
    return [_edit(entry.row, entry, named, by) if entry.row else next(logged) for entry in entries]


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


def _new_row(typed: TypedRow, named: Callable[[str], Project]) -> NewRow:
    project = named(typed.cells.get(CUSTOMER_PROJECT, ""))
    values = _values(typed)
    values.setdefault("date", clock.today())
    if "stage" not in values and project.stage:
        values["stage"] = project.stage.name
    return NewRow(project, RowContent(**values))  # type: ignore[arg-type]


def _edit(row: FollowUp, typed: TypedRow, named: Callable[[str], Project], by: User) -> FollowUp:
    words = typed.cells.get(CUSTOMER_PROJECT)
    changes = RowChanges(_values(typed), None if words is None else named(words))
    return edit_follow_up(row, changes, seen=typed.seen, by=by)


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
