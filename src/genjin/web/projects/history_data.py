"""What changed in a plan, as people read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

from genjin.activity.tracking import tracked_fields
from genjin.planbook.fields import label, shown
from genjin.planning.operations.restoring import may_be_restored
from genjin.planning.queries.plan_changes import FieldChange, PlanChange

VERBS = {"added": gettext_noop("added"), "changed": gettext_noop("changed"), "removed": gettext_noop("removed")}
CHIPS = {"added": "pos", "changed": "warn", "removed": "neg"}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: what it read then and reads now; `may_restore` where it can be given back."""

    name: str
    title: str
    then: str
    now: str
    may_restore: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that was added, changed or removed."""

    verb: str
    chip: str
    what: str
    name: str
    kind: str
    pk: int
    by: str
    at: datetime | None
    fields: Sequence[FieldLine]


def change_lines(changes: Iterable[PlanChange], *, may_edit: bool) -> list[ChangeLine]:
    """Return the changes as lines."""
    return [
        ChangeLine(
            verb=gettext(VERBS[change.verb]),
            chip=CHIPS[change.verb],
            what=capfirst(str(change.row._meta.verbose_name)),
            name=str(change.row),
            kind=str(change.row._meta.model_name),
            pk=change.row.pk,
            by=str(change.by) if change.by else "",
            at=change.at,
            fields=[_field(entry, may_edit=may_edit) for entry in change.fields],
        )
        for change in changes
    ]


def _field(change: FieldChange, *, may_edit: bool) -> FieldLine:
    return FieldLine(
        name=change.name,
        title=label(tracked_fields(type(change.now))[change.name]),
        then=shown(change.then, change.name),
        now=shown(change.now, change.name),
        may_restore=may_edit and may_be_restored(change.now, change.name),
    )
