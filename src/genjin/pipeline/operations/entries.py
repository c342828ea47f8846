"""Adding, editing, deleting and restoring the entries of a plan and of a customer's profile.

One way for every kind of entry: what it may hold says its model (fields, choices, `clean`), who may write it says the
policy, and every change leaves an event from which any earlier day can be told.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.activity.tracking import Changes, Values, changes_between, values_of
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.customers.models import CustomerEntry
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import AttitudeFact, ProjectEntry
from genjin.pipeline.operations.derived import refresh_attitudes

AnyEntry = TypeVar("AnyEntry", bound="ProjectEntry | CustomerEntry")
Row = TypeVar("Row", bound=Model)


@transaction.atomic
def add_entry(entry: AnyEntry, *, by: User) -> AnyEntry:
    """Store a new entry as the last of its kind; one that keeps who wrote it keeps `by`. Records `<kind>.added`."""
    _refuse_unless_allowed(by, entry)
    entry.created_at = clock.now()
    if hasattr(entry, "by_id"):
        entry.by_id = by.pk
    check_fields(entry)
    _refuse_strangers(entry)
    siblings = type(entry)._default_manager.filter(**owner_of(entry))
    entry.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
    entry.save(force_insert=True)
    _bring_up_to_date(entry)
    _record("added", entry, by)
    return entry


@transaction.atomic
def edit_entry(entry: AnyEntry, changes: Mapping[str, Any], *, seen: Mapping[str, object], by: User) -> AnyEntry:
    """Change some fields; `seen` holds tracked values as they stood when the editing began.

    Different fields, changed by two people, both hold; the same field is refused with what stands there now.
    Records `<kind>.edited` where anything differs.
    """
    _refuse_unless_allowed(by, entry)
    now = locked(entry)
    if now.is_deleted:
        raise WrongState(_("This was deleted meanwhile; restore it first."))
    before = values_of(now)
    for name, value in changes.items():
        setattr(now, name, value)
    check_fields(now)
    _refuse_strangers(now)
    changed = changes_between(before, values_of(now))
    refuse_stale(before, seen, changed)
    if changed:
        now.save(update_fields=list(changed))
        _bring_up_to_date(now)
        _record("edited", now, by, changes=changed)
    return now


@transaction.atomic
def delete_entry(entry: AnyEntry, *, by: User) -> AnyEntry:
    """Hide an entry; it can be restored. Records `<kind>.deleted` unless it was hidden already."""
    return _hide(entry, hide=True, by=by)


@transaction.atomic
def restore_entry(entry: AnyEntry, *, by: User) -> AnyEntry:
    """Show a deleted entry again. Records `<kind>.restored`."""
    return _hide(entry, hide=False, by=by)


def _hide(entry: AnyEntry, *, hide: bool, by: User) -> AnyEntry:
    _refuse_unless_allowed(by, entry)
    now = locked(entry)
    if now.is_deleted == hide:
        return now
    before = values_of(now)
    now.deleted_at = clock.now() if hide else None
    check_fields(now)
    now.save(update_fields=["deleted_at"])
    _bring_up_to_date(now)
    _record("deleted" if hide else "restored", now, by, changes=changes_between(before, values_of(now)))
    return now


def _bring_up_to_date(entry: ProjectEntry | CustomerEntry) -> None:
    if isinstance(entry, AttitudeFact):
        refresh_attitudes(entry.project_id)


def _record(verb: str, entry: ProjectEntry | CustomerEntry, by: User, changes: Changes | None = None) -> None:
    owner = owner_of(entry)
    detail: dict[str, Any] = {} if changes is None else {"changes": changes}
    record(
        f"{noun_of(entry)}.{verb}",
        entry,
        by=by,
        project_id=owner.get("project_id"),
        customer_id=owner.get("customer_id"),
        name=str(entry)[:200],
        **detail,
    )


def noun_of(row: Model) -> str:
    """Return the kind of an entry as events name it: `budget_fact` for BudgetFact."""
    name = type(row).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def owner_of(entry: ProjectEntry | CustomerEntry) -> dict[str, int]:
    """Return whose entry it is: `{"project_id": …}` or `{"customer_id": …}`."""
    if isinstance(entry, ProjectEntry):
        return {"project_id": entry.project_id}
    return {"customer_id": entry.customer_id}


def locked(row: Row) -> Row:
    """Return the row as it stands now, kept from other writers until the transaction ends."""
    rows: QuerySet[Row] = type(row)._default_manager.filter(pk=row.pk)
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        rows = rows.select_for_update()
    return rows.get()


def check_fields(row: Model) -> None:
    """Refuse values that the model's fields, constraints or `clean` do not allow, with the field's name."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise RuleBroken(sentences[0], field="" if field == NON_FIELD_ERRORS else field) from error


def _refuse_strangers(entry: ProjectEntry | CustomerEntry) -> None:
    """Refuse an entry that points to something of another project or customer."""
    customer_id = entry.project.customer_id if isinstance(entry, ProjectEntry) else entry.customer_id
    own = {"customer_id": customer_id} | owner_of(entry)
    for field in entry._meta.concrete_fields:
        found = getattr(entry, field.name) if field.is_relation and field.name not in {"project", "customer"} else None
        for name in ("project_id", "customer_id"):
            if hasattr(found, name) and getattr(found, name) != own.get(name):
                raise RuleBroken(_("This belongs to another project or customer."), field=field.name)


def refuse_stale(before: Values, seen: Mapping[str, object], changed: Mapping[str, object]) -> None:
    """Refuse where a field that is about to change no longer holds what was seen."""
    theirs = {name: str(before[name] or "") for name in changed if name in seen and seen[name] != before[name]}
    if theirs:
        raise StaleEdit(_("Somebody else changed this meanwhile."), theirs=theirs)


def _refuse_unless_allowed(by: User, entry: ProjectEntry | CustomerEntry) -> None:
    if not policies.can_edit_entry(by, entry):
        raise NotAllowed(_("You cannot change this plan."))
