"""Bringing a plan table in: upload, choose, apply as a whole, undo as a whole."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.queries.named import customers_by_name, name_key, projects_by_name
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import delete_follow_ups, log_follow_ups, restore_follow_ups
from genjin.planning.operations.unused import hide_unused, show_again
from genjin.plantable.models import ColumnMapping, ImportedRow, ImportState, PlanImport
from genjin.plantable.queries.imports import rows_of_import
from genjin.plantable.reading import read_plan_table
from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.result import FIELDS, PlanTable, ReadRow
from genjin.plantable.wording import sentence_of

Report = Callable[[int, int], None]
BATCH = 1000
NEW = "new"
Words = tuple[str, str]


def upload_plan_table(
    data: bytes, name: str, *, reference: date, by: User, report: Report | None = None
) -> tuple[PlanImport, PlanTable]:
    """Read a file and keep it as a draft; nothing else is written. Refuses a file that holds no plan table."""
    if not can_write(by):
        raise NotAllowed(_("A guest cannot import."))
    draft = PlanImport(file_name=name[-255:], reference_on=reference, by=by, uploaded_at=clock.now())
    table = read_upload(data, draft, by=by, report=report)
    draft.row_count = len(table.rows)
    draft.file.save(name[-100:], ContentFile(data), save=False)
    draft.save()
    return draft, table


def read_upload(data: bytes, draft: PlanImport, *, by: User, report: Report | None = None) -> PlanTable:
    """Read the bytes of a draft with what is known: our people's names, and the columns as this person mapped them."""
    mappings = dict(ColumnMapping.objects.filter(user=by).values_list("fingerprint", "fields")) if by.pk else {}
    try:
        return read_plan_table(
            data,
            draft.file_name,
            reference=draft.reference_on,
            people=[person.name for person in active_people()],
            mappings=mappings,
            report=report,
        )
    except UnreadableFile as refusal:
        raise RuleBroken(sentence_of(refusal), field="file", code=refusal.code) from refusal


def read_draft(draft: PlanImport, *, by: User) -> PlanTable:
    """Read the kept file of an import again."""
    with draft.file.open("rb") as file:
        return read_upload(file.read(), draft, by=by)


def check_plan_table(
    data: bytes, name: str, *, reference: date, by: User, report: Report | None = None
) -> PlanTable:
    """Read a file as an import would, and write nothing."""
    return read_upload(data, PlanImport(file_name=name, reference_on=reference), by=by, report=report)


def import_plan_table(
    data: bytes, name: str, *, reference: date, by: User, report: Report | None = None
) -> PlanTable:
    """Upload and apply in one, with every name taken as it stands; refuses a file that holds no plan table."""
    draft, table = upload_plan_table(data, name, reference=reference, by=by, report=report)
    try:
        apply_import(draft, table, by=by)
    except BaseException:
        discard_draft(draft, by=by)
        raise
    return table


@transaction.atomic
def map_columns(draft: PlanImport, fingerprint: str, fields: Mapping[str, str], *, by: User) -> None:
    """Remember what the columns of a table mean, for this file and for the next one with the same headers."""
    _refuse_unless_draft(draft, by)
    wrong = set(fields.values()) - set(FIELDS) - {""}
    if wrong:
        raise RuleBroken(_("There is no such column; choose one of the list."), field="columns")
    ColumnMapping.objects.update_or_create(user=by, fingerprint=fingerprint, defaults={"fields": dict(fields)})


@transaction.atomic
def choose_matches(draft: PlanImport, choices: Mapping[str, Mapping[str, str]], *, by: User) -> PlanImport:
    """Keep who is who: under `customers`, `projects` and `people` the file's words to the id of what they mean.

    The word `new` stands for a customer or project that is to be added. Refuses what this person cannot see.
    """
    _refuse_unless_draft(draft, by)
    allowed = {
        "customers": visible_customers(by).values_list("pk", flat=True),
        "projects": visible_projects(by).values_list("pk", flat=True),
        "people": active_people().values_list("pk", flat=True),
    }
    kept: dict[str, dict[str, str]] = {}
    for kind, visible in allowed.items():
        wanted = {words: key for words, key in choices.get(kind, {}).items() if key}
        known = {str(pk) for pk in visible.filter(pk__in=[key for key in wanted.values() if key.isdecimal()])}
        if set(wanted.values()) - known - {NEW}:
            raise RuleBroken(_("What was chosen is no longer there; choose again."), field=kind)
        kept[kind] = wanted
    draft.choices = kept
    draft.save(update_fields=["choices"])
    return draft


@transaction.atomic
def apply_import(draft: PlanImport, table: PlanTable, *, by: User) -> list[FollowUp]:
    """Write every row of the draft, or none. Records `import.applied`."""
    _refuse_unless_draft(draft, by)
    if not table.rows:
        raise RuleBroken(_("There is no row to import."), field="file")
    projects, added = _projects_of(draft, table.rows, by=by)
    rows = [NewRow(projects[_words_of(row)], content_of(row)) for row in table.rows]
    logged = log_follow_ups(rows, by=by, aliases=_aliases(draft))
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                plan_import=draft, follow_up=follow_up, sheet=row.place.sheet, row=row.place.row, cells=row.cells
            )
            for follow_up, row in zip(logged, table.rows, strict=True)
        ],
        batch_size=BATCH,
    )
    draft.state, draft.applied_at, draft.row_count = ImportState.APPLIED, clock.now(), len(logged)
    draft.added = added
    draft.save(update_fields=["state", "applied_at", "row_count", "added"])
    record("import.applied", draft, by=by, rows=len(logged), file=draft.file_name)
    return logged


@transaction.atomic
def undo_import(done: PlanImport, *, by: User) -> int:
    """Hide every row that the import wrote and that is still there. Records `import.undone`; returns how many."""
    _refuse_unless_mine(done, by)
    if done.state != ImportState.APPLIED:
        raise WrongState(_("This import is not in force; there is nothing to undo."))
    hidden = delete_follow_ups(rows_of_import(done).filter(deleted_at__isnull=True), by=by)
    done.state, done.undone_at = ImportState.UNDONE, clock.now()
    done.save(update_fields=["state", "undone_at"])
    hide_unused(projects=done.added.get("projects", []), customers=done.added.get("customers", []))
    record("import.undone", done, by=by, rows=len(hidden))
    return len(hidden)


@transaction.atomic
def redo_import(undone: PlanImport, *, by: User) -> int:
    """Show the rows of an undone import again. Records `import.redone`; returns how many."""
    _refuse_unless_mine(undone, by)
    if undone.state != ImportState.UNDONE:
        raise WrongState(_("This import was not undone."))
    show_again(projects=undone.added.get("projects", []), customers=undone.added.get("customers", []))
    shown = restore_follow_ups(rows_of_import(undone).filter(deleted_at__isnull=False), by=by)
    undone.state, undone.undone_at = ImportState.APPLIED, None
    undone.save(update_fields=["state", "undone_at"])
    record("import.redone", undone, by=by, rows=len(shown))
    return len(shown)


@transaction.atomic
def discard_draft(draft: PlanImport, *, by: User) -> None:
    """Throw a draft and its file away; nothing else was written."""
    _refuse_unless_draft(draft, by)
    draft.file.delete(save=False)
    draft.delete()


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


def _words_of(row: ReadRow) -> Words:
    return row.customer or "", row.project or ""


def _projects_of(
    draft: PlanImport, rows: Sequence[ReadRow], *, by: User
) -> tuple[dict[Words, Project], dict[str, list[int]]]:
    """Return the project of each pair of customer and project words (chosen, known or added), and what was added."""
    chosen: dict[str, dict[str, str]] = draft.choices
    customers, new_customers = _customers_of(chosen.get("customers", {}), [row.customer or "" for row in rows], by=by)
    known = projects_by_name(by, set(customers.values()))
    by_id = {project.pk: project for project in known.values()}
    found: dict[Words, Project] = {}
    added = []
    for words in dict.fromkeys(_words_of(row) for row in rows):
        customer = customers[words[0]]
        choice = chosen.get("projects", {}).get(" / ".join(words), "")
        key = (customer.pk if customer else None, name_key(words[1]))
        project = by_id.get(int(choice)) if choice.isdecimal() else known.get(key)
        if project is None:
            project = known[key] = add_project(customer=customer, name=words[1], by=by)
            added.append(project.pk)
        found[words] = project
    return found, {"customers": new_customers, "projects": added}


def _customers_of(
    chosen: Mapping[str, str], names: Sequence[str], *, by: User
) -> tuple[dict[str, Customer | None], list[int]]:
    known = customers_by_name(by)
    by_id = {customer.pk: customer for customer in known.values()}
    found: dict[str, Customer | None] = {"": None}
    added = []
    for name in dict.fromkeys(filter(None, names)):
        choice = chosen.get(name, "")
        customer = by_id.get(int(choice)) if choice.isdecimal() else known.get(name_key(name))
        if customer is None:
            customer = known[name_key(name)] = add_customer(name=name, by=by)
            added.append(customer.pk)
        found[name] = customer
    return found, added


def _aliases(draft: PlanImport) -> dict[str, User]:
    """Return who is meant by the words that are no colleague's name."""
    chosen: dict[str, str] = draft.choices.get("people", {})
    people = {str(person.pk): person for person in active_people()}
    return {words: people[key] for words, key in chosen.items() if key in people}


def _refuse_unless_mine(plan_import: PlanImport, by: User) -> None:
    if not can_write(by) or (plan_import.by_id != by.pk and not by.is_administrator):
        raise NotAllowed(_("Only the person who imported this file can do that."))


def _refuse_unless_draft(draft: PlanImport, by: User) -> None:
    _refuse_unless_mine(draft, by)
    if draft.state != ImportState.DRAFT:
        raise WrongState(_("This file was imported already."))
