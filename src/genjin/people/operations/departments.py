"""Departments: adding, renaming, moving, choosing who manages them, deleting empty ones."""

from collections.abc import Iterable
from typing import cast

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.storable import storable_text
from genjin.people import policies
from genjin.people.models import Department, User
from genjin.people.operations.audit import write_audit
from genjin.people.queries.departments import departments_above

LONGEST_NAME = 100


@transaction.atomic
def add_department(
    *, name: str, by: User, parent: Department | None = None, managers: Iterable[User] = ()
) -> Department:
    """Add a department; its managers see what the people in and below it own. Refuses a name its parent has already.

    Writes `department.added`.
    """
    _refuse_unless_allowed(by)
    name = _checked_name(name, parent, None)
    department = Department.objects.create(name=name, parent=parent)
    chosen = _checked_managers(managers)
    department.managers.set(chosen)
    write_audit("department.added", by=by, target=department, managers=_names(chosen), parent=str(parent or ""))
    return department


@transaction.atomic
def edit_department(
    department: Department, *, name: str, parent: Department | None, managers: Iterable[User], by: User
) -> Department:
    """Rename a department, move it with all below it, choose who manages it. Refuses a move into itself.

    Writes `department.changed` with old and new values where anything differs.
    """
    _refuse_unless_allowed(by)
    # one at a time: two moves at once could close a circle that neither sees
    list(Department.objects.select_for_update().order_by("pk"))
    now = _again(department)
    if parent is not None and now.pk in departments_above([parent.pk]):
        raise RuleBroken(_("A department cannot lie below itself."), field="parent")
    before = {"name": now.name, "parent": str(now.parent or ""), "managers": _names(now.managers.all())}
    chosen = _checked_managers(managers, known=now.managers.all())
    now.name, now.parent = _checked_name(name, parent, now), parent
    now.save(update_fields=["name", "parent"])
    now.managers.set(chosen)
    after = {"name": now.name, "parent": str(parent or ""), "managers": _names(chosen)}
    changes = {field: [before[field], value] for field, value in after.items() if before[field] != value}
    if changes:
        write_audit("department.changed", by=by, target=now, changes=changes)
    return now


@transaction.atomic
def delete_department(department: Department, *, by: User) -> None:
    """Delete a department in which nobody and nothing is. Writes `department.deleted`."""
    _refuse_unless_allowed(by)
    now = _again(department)
    if now.people.exists() or now.children.exists():
        raise WrongState(_("There are people or departments in it; move them first."))
    if _holds_more(now):
        raise WrongState(_("Sales targets or other figures belong to it; it has to stay."))
    write_audit("department.deleted", by=by, target=now, managers=_names(now.managers.all()))
    now.delete()


def _holds_more(department: Department) -> bool:
    """Tell whether rows of other packages would go with it."""
    for relation in department._meta.related_objects:
        if relation.on_delete in {models.CASCADE, models.PROTECT} and not relation.many_to_many:
            rows = cast("type[models.Model]", relation.related_model)._default_manager
            if rows.filter(**{relation.field.name: department}).exists():
                return True
    return False


def _again(department: Department) -> Department:
    found = Department.objects.filter(pk=department.pk).first()
    if found is None:
        raise WrongState(_("This department was deleted meanwhile."))
    return found


def _checked_name(name: str, parent: Department | None, own: Department | None) -> str:
    name = storable_text(name).strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(_("Give the department a name of 1 to 100 characters."), field="name")
    if Department.objects.filter(parent=parent, name=name).exclude(pk=own.pk if own else 0).exists():
        raise RuleBroken(_("There is a department of this name already."), field="name")
    return name


def _checked_managers(managers: Iterable[User], known: Iterable[User] = ()) -> list[User]:
    """Refuse guests and people who left; who manages it already may stay."""
    chosen, kept = list(managers), {person.pk for person in known}
    for person in chosen:
        if person.pk not in kept and not policies.can_write(person):
            raise RuleBroken(_("%(name)s cannot manage a department.") % {"name": person}, field="managers")
    return chosen


def _names(people: Iterable[User]) -> list[str]:
    return sorted(str(person) for person in people)


def _refuse_unless_allowed(by: User) -> None:
    if not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator can change departments."))
