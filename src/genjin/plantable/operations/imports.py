"""Bringing a plan table in: apply as a whole, undo as a whole."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import RuleBroken, WrongState
from genjin.core.insertion import insert_all
from genjin.people.models import User
from genjin.people.operations.audit import write_audit
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import delete_follow_ups, log_follow_ups, restore_follow_ups
from genjin.planning.operations.unused import hide_unused, show_again
from genjin.plantable.models import ImportedRow, ImportState, PlanImport
from genjin.plantable.operations.drafts import (
    Report,
    discard_draft,
    forget_reading,
    read_upload,
    refuse_unless_draft,
    refuse_unless_mine,
    upload_plan_table,
)
from genjin.plantable.operations.naming import aliases_of, projects_named_in, words_in
from genjin.plantable.queries.imports import rows_of_import
from genjin.plantable.reading.result import PlanTable, ReadRow

__all__ = ["Report", "apply_import", "check_plan_table", "import_plan_table", "redo_import", "undo_import"]

# each pass brings the projects up to date: fewer are quicker, smaller ones need less memory
BATCH = 2500


def check_plan_table(data: bytes, name: str, *, reference: date, by: User, report: Report | None = None) -> PlanTable:
    """Read a file as an import would, and write nothing."""
    return read_upload(data, PlanImport(file_name=name, reference_on=reference), by=by, report=report)


def import_plan_table(data: bytes, name: str, *, reference: date, by: User, report: Report | None = None) -> PlanTable:
    """Upload and apply in one, with every name taken as it stands; refuses a file that holds no plan table."""
    draft, table = upload_plan_table(data, name, reference=reference, by=by, report=report)
    draft.choices = {}
    try:
        apply_import(draft, table, by=by)
    except BaseException:
        discard_draft(draft, by=by)
        raise
    return table


@transaction.atomic
def apply_import(draft: PlanImport, table: PlanTable, *, by: User) -> int:
    """Write every row of the draft, or none. Records `import.applied`; returns how many.

    In one transaction, but some rows at a time, so that memory stays small.
    """
    refuse_unless_draft(draft, by)
    if not table.rows:
        raise RuleBroken(_("There is no row to import."), field="file")
    _claim(draft, ImportState.DRAFT, ImportState.APPLIED, _("This file was imported already."))
    rows = table.rows
    projects, added = projects_named_in(rows, draft.choices, by=by)
    aliases = aliases_of(draft.choices)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        logged = log_follow_ups(
            [NewRow(projects[words_in(row)], content_of(row)) for row in some], by=by, aliases=aliases
        )
        _keep_sources(draft, logged, some)
    applied_at = clock.now()
    PlanImport.objects.filter(pk=draft.pk).update(applied_at=applied_at, row_count=len(rows), added=added)
    record("import.applied", draft, by=by, rows=len(rows), file=draft.file_name)
    write_audit("import.applied", by=by, target=draft, rows=len(rows))
    draft.state, draft.applied_at, draft.row_count, draft.added = ImportState.APPLIED, applied_at, len(rows), added
    transaction.on_commit(lambda: forget_reading(draft))
    return len(rows)


@transaction.atomic
def undo_import(done: PlanImport, *, by: User) -> int:
    """Hide every row that the import wrote and that is still there. Records `import.undone`; returns how many."""
    refuse_unless_mine(done, by)
    _claim(done, ImportState.APPLIED, ImportState.UNDONE, _("This import is not in force; there is nothing to undo."))
    undone_at = clock.now()
    hidden = delete_follow_ups(rows_of_import(done).filter(deleted_at__isnull=True), by=by)
    hide_unused(projects=done.added.get("projects", []), customers=done.added.get("customers", []))
    PlanImport.objects.filter(pk=done.pk).update(undone_at=undone_at)
    record("import.undone", done, by=by, rows=len(hidden))
    write_audit("import.undone", by=by, target=done, rows=len(hidden))
    done.state, done.undone_at = ImportState.UNDONE, undone_at
    return len(hidden)


@transaction.atomic
def redo_import(undone: PlanImport, *, by: User) -> int:
    """Show the rows again that undoing an import hid, not those deleted before. Records `import.redone`."""
    refuse_unless_mine(undone, by)
    _claim(undone, ImportState.UNDONE, ImportState.APPLIED, _("This import was not undone."))
    show_again(projects=undone.added.get("projects", []), customers=undone.added.get("customers", []))
    shown = restore_follow_ups(rows_of_import(undone).filter(deleted_at__gte=undone.undone_at), by=by)
    PlanImport.objects.filter(pk=undone.pk).update(undone_at=None)
    record("import.redone", undone, by=by, rows=len(shown))
    write_audit("import.redone", by=by, target=undone, rows=len(shown))
    undone.state, undone.undone_at = ImportState.APPLIED, None
    return len(shown)


def content_of(row: ReadRow) -> RowContent:
    """Return what a read row says, in the form in which every writer hands it on."""
    return RowContent(
        date=row.date,
        stage=row.stage or "",
        goal=row.goal or "",
        actions=row.actions,
        feedback=row.feedback or "",
        objections=row.objections,
        next_steps=row.next_steps,
        risks=row.risks,
        note=row.note or "",
    )


def _claim(plan_import: PlanImport, now: ImportState, following: ImportState, otherwise: Promise) -> None:
    """Take the import from one state to the next, once: of two who ask at the same time one is refused."""
    if not PlanImport.objects.filter(pk=plan_import.pk, state=now).update(state=following):
        raise WrongState(otherwise)


def _keep_sources(draft: PlanImport, logged: Sequence[FollowUp], rows: Sequence[ReadRow]) -> None:
    insert_all(
        [
            ImportedRow(
                plan_import=draft, follow_up=follow_up, sheet=row.place.sheet, row=row.place.row, cells=row.cells
            )
            for follow_up, row in zip(logged, rows, strict=True)
        ]
    )
