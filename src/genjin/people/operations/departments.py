"""Adding departments."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.people import policies
from genjin.people.models import Department, User


@transaction.atomic
def add_department(
    *, name: str, by: User, parent: Department | None = None, managers: Iterable[User] = ()
) -> Department:
    """Add a department; its managers see what the people in and below it own. Refuses a name its parent has already."""
    if not policies.can_administer(by):
        raise NotAllowed(_("Only an administrator can add departments."))
    if Department.objects.filter(parent=parent, name=name).exists():
        raise RuleBroken(_("There is a department of this name already."), field="name")
    department = Department.objects.create(name=name, parent=parent)
    department.managers.set(managers)
    return department
