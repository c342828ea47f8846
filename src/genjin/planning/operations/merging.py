"""Two entries of one company become one, and can be parted again exactly as they were.

Everything below the customer that goes away moves: projects, contacts, units, competitors, files, deleted ones too. Its
names stay as short names of the one that stays, so that a file which uses them still finds it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from genjin.activity.models import ActivityEvent
from genjin.activity.record import event_of, record, record_all
from genjin.activity.tracking import Was, new_rows, plain, values_of, was
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerEntry, CustomerFile, Unit
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import locked
from genjin.pipeline.queries.named import name_key
from genjin.planning.models import FollowUp
from genjin.planning.operations.indexing import index_again
from genjin.planning.operations.parted_people import MERGED, Told, come_since, keep_people_known, known_to

KINDS: Mapping[str, type[Model]] = {
    str(model._meta.model_name): model for model in (Project, Unit, Contact, CustomerCompetitor, CustomerFile)
}
# what points from one entry of a customer to another: where the two are parted, such a pointer is cut
POINTERS: tuple[tuple[type[Unit | Contact], str], ...] = ((Unit, "parent"), (Contact, "unit"), (Contact, "reports_to"))
Moved = dict[str, list[int]]


@transaction.atomic
def merge_customers(source: Customer, *, into: Customer, by: User) -> Customer:
    """Move everything of one customer to another, and hide the one that is left empty. Returns the one that stays.

    Records `customer.merged`, and `project.moved` for each project.
    """
    _refuse_unless_allowed(by, source, into)
    if source.pk == into.pk:
        raise RuleBroken(_("A customer cannot be merged with itself."), field="into")
    source, into = locked(source), locked(into)
    if source.is_deleted or into.is_deleted:
        raise WrongState(_("One of the two customers is no longer there."))
    before = _as_they_are(source, into)
    moved = {name: _ids(model, source) for name, model in KINDS.items()}
    told = _move(moved, source, into)
    names_before, into.short_names = into.short_names, _names_of_both(source, into)
    into.version += 1
    into.save(update_fields=["short_names", "version"])
    source.deleted_at, source.merged_into = clock.now(), into
    source.version += 1
    source.save(update_fields=["deleted_at", "merged_into", "version"])
    names = [names_before, into.short_names]
    detail: dict[str, Any] = {"moved": moved, "short_names": names, "name": source.name, "into": into.name}
    record(MERGED, source, by=by, customer_id=into.pk, was=[*before, *told], **detail)
    _tell_projects(moved["project"], source, into, by)
    return into


@transaction.atomic
def undo_merge(source: Customer, *, by: User) -> Customer:
    """Part a merged customer again: what was moved goes back, what was added since stays. Returns it.

    A contact that was added since goes back as well if only projects that go back know the person; see
    `parted_people.py`. Records `customer.parted`, `project.moved` for each project that goes back, and
    `project.people_parted` for each one that stays and had come to know people who go.
    """
    into = source.merged_into
    if into is None:
        raise WrongState(_("This customer is not merged with another."))
    _refuse_unless_allowed(by, source, into)
    source, into = locked(source), locked(into)
    if source.merged_into_id != into.pk or into.is_deleted:
        raise WrongState(_("Something was merged since; separate that first."))
    merger = ActivityEvent.objects.filter(kind=MERGED, target_id=source.pk, customer_id=into.pk).latest("pk")
    before = _as_they_are(source, into)
    projects = set(Project.objects.filter(customer=into).values_list("pk", flat=True))
    going = projects & set(merger.detail["moved"]["project"])
    staying = projects - going
    along = (come_since(into, merger) & known_to(going)) - known_to(staying)
    moved = {**merger.detail["moved"], "contact": [*merger.detail["moved"]["contact"], *along]}
    told = _cut_pointers(moved, into) + _move(moved, into, source)
    copies, of_going = keep_people_known(going, source)
    more_copies, of_staying = keep_people_known(staying, into)
    told += new_rows([*copies, *more_copies])
    into.short_names = _names_without(into.short_names, *merger.detail["short_names"])
    into.version += 1
    into.save(update_fields=["short_names", "version"])
    source.deleted_at, source.merged_into = None, None
    source.version += 1
    source.save(update_fields=["deleted_at", "merged_into", "version"])
    record("customer.parted", source, by=by, customer_id=into.pk, was=[*before, *told], name=source.name)
    _tell_projects(going, into, source, by, of_going)
    record_all(
        event_of("project.people_parted", project, by=by, project_id=project.pk, was=of_staying[project.pk])
        for project in Project.objects.filter(pk__in=[pk for pk, rows in of_staying.items() if rows])
    )
    return source


def _refuse_unless_allowed(by: User, source: Customer, into: Customer) -> None:
    if not policies.can_merge_customers(by, source, into):
        raise NotAllowed(_("Only somebody who answers for both customers can merge or separate them."))


def _as_they_are(*customers: Customer) -> list[Was]:
    return [was(customer, values_of(customer)) for customer in customers]


def _ids(model: type[Model], customer: Customer) -> list[int]:
    return list(model._default_manager.filter(customer=customer).order_by("pk").values_list("pk", flat=True))


def _move(moved: Moved, here: Customer, there: Customer) -> list[Was]:
    """Move those of the rows that are here; returns what they were, whole, for they vanish from where they were."""
    told: list[Was] = []
    for name, model in KINDS.items():
        rows = model._default_manager.filter(pk__in=moved[name], customer=here)
        if issubclass(model, CustomerEntry):
            told += [was(row, whole_entry(row)) for row in cast("Iterable[CustomerEntry]", rows)]
        rows.update(customer=there)
    index_again(FollowUp.objects.filter(project__in=moved["project"]))
    return told


def whole_entry(row: CustomerEntry) -> dict[str, object]:
    """Return all that makes an entry, also whose it is and where it stands."""
    return values_of(row) | {"customer_id": row.customer_id, "position": row.position}


def _cut_pointers(moved: Moved, into: Customer) -> list[Was]:
    """Let no entry that goes point to one that stays, and no other way round; returns what they were."""
    told: list[Was] = []
    for model, pointer in POINTERS:
        going = set(moved[str(model._meta.model_name)])
        target = str(model._meta.get_field(pointer).related_model._meta.model_name)  # type: ignore[union-attr]
        for row in model.objects.filter(customer=into).exclude(**{pointer: None}):
            old = getattr(row, f"{pointer}_id")
            if (row.pk in going) != (old in moved[target]):
                told.append(was(row, {f"{pointer}_id": plain(old)}))
                setattr(row, pointer, None)
                row.save(update_fields=[pointer])
    return told


def _names_of_both(source: Customer, into: Customer) -> str:
    known = {name_key(name) for name in into.all_names}
    more = [name for name in source.all_names if name_key(name) not in known]
    return "\n".join([*into.all_names[1:], *dict.fromkeys(more)])


def _names_without(now: str, before: str, after: str) -> str:
    """Take back the names that merging added; names that were written since stay."""
    if now == after:
        return before
    added = set(after.splitlines()) - set(before.splitlines())
    return "\n".join(line for line in now.splitlines() if line not in added)


def _tell_projects(ids: Iterable[int], here: Customer, there: Customer, by: User, told: Told | None = None) -> None:
    """Tell each project that it moved, and what those of its rows were that changed with it."""
    changes = {"customer_id": [here.pk, there.pk]}
    record_all(
        event_of(
            "project.moved",
            project,
            by=by,
            project_id=project.pk,
            changes=changes,
            was=[was(project, {"customer_id": here.pk}), *(told or {}).get(project.pk, [])],
        )
        for project in Project.objects.filter(pk__in=ids, customer=there).order_by("pk")
    )
