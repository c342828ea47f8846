"""Which imports a person may see, and what came of them."""

from django.db.models import QuerySet

from genjin.people.models import User
from genjin.planning.models import FollowUp
from genjin.plantable.models import PlanImport


def visible_imports(user: User) -> QuerySet[PlanImport]:
    """Return this person's own imports; an administrator sees all."""
    imports = PlanImport.objects.select_related("by")
    return imports if user.is_administrator else imports.filter(by=user)


def rows_of_import(plan_import: PlanImport) -> QuerySet[FollowUp]:
    """Return the rows that an import wrote, hidden ones too, in the file's order."""
    return (
        FollowUp.objects.filter(imported_from__plan_import=plan_import).select_related("project").order_by("pk")
    )
