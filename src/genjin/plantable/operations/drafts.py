"""A plan table before it is imported: the file is kept and read, and a person corrects what was understood."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.ids import read_ids
from genjin.core.storage import opened, store, take_out
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.people.queries.people import active_people
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.planning.operations.packed_items import BETWEEN_NAMES
from genjin.plantable.kept_reading import Overview, read_overview, read_whole, write_reading
from genjin.plantable.models import ColumnMapping, ImportState, PlanImport
from genjin.plantable.queries.imports import column_mappings, earlier_choices
from genjin.plantable.queries.matches import NEW, project_words
from genjin.plantable.reading import read_plan_table
from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.result import FIELDS, PlanTable, ReadColumn
from genjin.plantable.storable import storable
from genjin.plantable.wording import sentence_of

Report = Callable[[int, int], None]
COMPLETING = {"owner", "due", "response"}
KINDS = ("customers", "projects", "people")


def upload_plan_table(
    data: bytes, name: str, *, reference: date, by: User, report: Report | None = None
) -> tuple[PlanImport, PlanTable]:
    """Read a file and keep it as a draft; nothing else is written. Refuses a file that holds no plan table.

    What this person chose for the same names in earlier imports is chosen again.
    """
    if not can_write(by):
        raise NotAllowed(_("A guest cannot import."))
    draft = PlanImport(file_name=name[-255:], reference_on=reference, by=by, uploaded_at=clock.now())
    table = read_upload(data, draft, by=by, report=report)
    draft.row_count = len(table.rows)
    store(draft.file, name[-100:], ContentFile(data))
    draft.save()
    overview = keep_reading(draft, table)
    _choose_as_before(draft, overview, by=by)
    return draft, table


def read_upload(
    data: bytes,
    draft: PlanImport,
    *,
    by: User,
    report: Report | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
) -> PlanTable:
    """Read the bytes of a draft with what is known: our people's names, and the columns as this person mapped them."""
    try:
        table = read_plan_table(
            data,
            draft.file_name,
            reference=draft.reference_on,
            people=[person.name for person in active_people()],
            mappings=column_mappings(by) if mappings is None else mappings,
            report=report,
        )
    except UnreadableFile as refusal:
        raise RuleBroken(sentence_of(refusal), field="file", code=refusal.code) from refusal
    return storable(table)


def kept_reading(draft: PlanImport, *, by: User) -> Path:
    """Return where the reading of a draft is kept; reads the file again where it is not."""
    path = _path_of(draft)
    if not path.exists():
        keep_reading(draft, read_upload(_bytes_of(draft), draft, by=by))
    return path


def keep_reading(draft: PlanImport, table: PlanTable) -> Overview:
    """Keep what the file of a draft gave, in place of what was kept before; returns all about it but the rows."""
    path = _path_of(draft)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            overview = write_reading(table, file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return overview


def read_draft(draft: PlanImport, *, by: User) -> PlanTable:
    """Return what the preview of a draft shows, whole."""
    with kept_reading(draft, by=by).open("rb") as file:
        return read_whole(file)


def count_from(draft: PlanImport, day: date, *, by: User) -> PlanImport:
    """Let relative dates in rows without a date count from another day."""
    refuse_unless_draft(draft, by)
    draft.reference_on = day
    table = read_upload(_bytes_of(draft), draft, by=by)
    draft.save(update_fields=["reference_on"])
    keep_reading(draft, table)
    return draft


def map_columns(draft: PlanImport, fingerprint: str, fields: Mapping[str, str], *, by: User) -> None:
    """Remember what columns of a table mean, for this file and for the next one with the same headers.

    `fields` is header to field, empty for a column that is kept in the note; what it does not name stays as it is.
    Refuses two columns of one meaning, and what would leave no plan table.
    """
    refuse_unless_draft(draft, by)
    if set(fields.values()) - set(FIELDS) - {""}:
        raise RuleBroken(_("There is no such column; choose one of the list."), field="columns")
    columns = _columns_of(draft, fingerprint, by=by)
    if not columns:
        raise RuleBroken(_("There is no such table in this file."), field="columns")
    _refuse_doubled(columns, fields)
    mappings = column_mappings(by)
    known = {**mappings.get(fingerprint, {}), **fields}
    table = read_upload(_bytes_of(draft), draft, by=by, mappings={**mappings, fingerprint: known})
    ColumnMapping.objects.update_or_create(user=by, fingerprint=fingerprint, defaults={"fields": known})
    _keep_changed(draft, table)


def forget_columns(draft: PlanImport, fingerprint: str, *, by: User) -> None:
    """Let the words of a table's headers say again what its columns mean."""
    refuse_unless_draft(draft, by)
    mappings = {key: fields for key, fields in column_mappings(by).items() if key != fingerprint}
    table = read_upload(_bytes_of(draft), draft, by=by, mappings=mappings)
    ColumnMapping.objects.filter(user=by, fingerprint=fingerprint).delete()
    _keep_changed(draft, table)


@transaction.atomic
def choose_matches(draft: PlanImport, choices: Mapping[str, Mapping[str, str]], *, by: User) -> PlanImport:
    """Keep who is who: under `customers`, `projects` and `people` the file's words to the id of what they mean.

    The word `new` stands for a customer or project that is to be added. Refuses what this person cannot see.
    """
    refuse_unless_draft(draft, by)
    wanted = {kind: {words: key for words, key in choices.get(kind, {}).items() if key} for kind in KINDS}
    for kind, left in _visible_choices(wanted, by=by).items():
        if left != wanted[kind]:
            raise RuleBroken(_("What was chosen is no longer there; choose again."), field=kind)
    draft.choices = wanted
    draft.save(update_fields=["choices"])
    return draft


@transaction.atomic
def discard_draft(draft: PlanImport, *, by: User) -> None:
    """Throw a draft and its file away; nothing else was written."""
    refuse_unless_draft(draft, by)
    forget_reading(draft)
    take_out(draft.file)
    draft.delete()


def forget_reading(draft: PlanImport) -> None:
    """Throw away what was kept for the preview."""
    _path_of(draft).unlink(missing_ok=True)


def refuse_unless_mine(plan_import: PlanImport, by: User) -> None:
    """Refuse who may not decide about an import."""
    if not can_write(by) or (plan_import.by_id != by.pk and not by.is_administrator):
        raise NotAllowed(_("Only the person who imported this file can do that."))


def refuse_unless_draft(draft: PlanImport, by: User) -> None:
    """Refuse who may not decide about a draft, and what is no draft any more."""
    refuse_unless_mine(draft, by)
    if draft.state != ImportState.DRAFT:
        raise WrongState(_("This file was imported already."))


def _path_of(draft: PlanImport) -> Path:
    return Path(settings.DATA) / "readings" / f"{draft.pk}.jsonl"


def _bytes_of(draft: PlanImport) -> bytes:
    with opened(draft.file, draft.file_name) as file:
        data: bytes = file.read()
    return data


def _keep_changed(draft: PlanImport, table: PlanTable) -> None:
    draft.row_count = len(table.rows)
    draft.save(update_fields=["row_count"])
    keep_reading(draft, table)


def _choose_as_before(draft: PlanImport, overview: Overview, *, by: User) -> None:
    """Choose for the names in the file what was chosen for them before, where it is still there."""
    named = {
        "customers": {customer for customer, _project in overview.names},
        "projects": {project_words(*words) for words in overview.names},
        "people": {part for owner in overview.doers for part in BETWEEN_NAMES.split(owner)},
    }
    earlier = earlier_choices(by)
    choices = {kind: {words: key for words, key in earlier[kind].items() if words in named[kind]} for kind in KINDS}
    if any(choices.values()):
        draft.choices = _visible_choices(choices, by=by)
        draft.save(update_fields=["choices"])


def _visible_choices(choices: Mapping[str, Mapping[str, str]], *, by: User) -> dict[str, dict[str, str]]:
    """Leave out what this person cannot see."""
    allowed = {
        "customers": visible_customers(by).values_list("pk", flat=True),
        "projects": visible_projects(by).values_list("pk", flat=True),
        "people": active_people().values_list("pk", flat=True),
    }
    kept = {}
    for kind, visible in allowed.items():
        known = {str(pk) for pk in visible.filter(pk__in=read_ids(choices[kind].values()))} | {NEW}
        kept[kind] = {words: key for words, key in choices[kind].items() if key in known}
    return kept


def _columns_of(draft: PlanImport, fingerprint: str, *, by: User) -> list[ReadColumn]:
    with kept_reading(draft, by=by).open("rb") as file:
        tables = read_overview(file).tables
    return next((table.columns for table in tables if table.fingerprint == fingerprint), [])


def _refuse_doubled(columns: Iterable[ReadColumn], fields: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for column in columns:
        field = fields.get(column.header, column.field) or ""
        if field in taken and field not in COMPLETING:
            words = {"one": taken[field], "other": column.header}
            raise RuleBroken(
                _("“%(one)s” and “%(other)s” cannot both be the same column; change one of them.") % words,
                field="columns",
            )
        if field:
            taken[field] = column.header
