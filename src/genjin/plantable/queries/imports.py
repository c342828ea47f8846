"""Which imports a person may see, and what came of them."""

from django.db.models import Q, QuerySet

from genjin.people.models import User
from genjin.planning.models import FollowUp
from genjin.plantable.models import ColumnMapping, ImportedRow, ImportState, PlanImport

LATEST = 30
LONG_TEXTS = ("goal", "feedback", "note", "project__background")


def visible_imports(user: User) -> QuerySet[PlanImport]:
    """Return this person's own imports; an administrator sees those of others once they have been applied."""
    imports = PlanImport.objects.select_related("by")
    if user.is_administrator:
        return imports.filter(Q(by=user) | ~Q(state=ImportState.DRAFT))
    return imports.filter(by=user)


def own_imports(user: User) -> QuerySet[PlanImport]:
    """Return this person's own imports: only these give out their files."""
    return PlanImport.objects.filter(by=user)


def rows_of_import(plan_import: PlanImport) -> QuerySet[FollowUp]:
    """Return the rows that an import wrote, hidden ones too, in the file's order; their texts only when asked for."""
    rows = FollowUp.objects.filter(imported_from__plan_import=plan_import).select_related("project")
    return rows.defer(*LONG_TEXTS).order_by("pk")


def source_of(follow_up: FollowUp) -> ImportedRow | None:
    """Return from where a row was imported; None for one that was typed. Ask for visible rows only."""
    return ImportedRow.objects.select_related("plan_import").filter(follow_up=follow_up).first()


def column_mappings(user: User) -> dict[str, dict[str, str]]:
    """Return what this person said of columns: fingerprint to header to field."""
    return dict(ColumnMapping.objects.filter(user=user.pk).values_list("fingerprint", "fields"))


def earlier_choices(user: User) -> dict[str, dict[str, str]]:
    """Return whom this person took the same names for in earlier imports, the latest choice of each."""
    found: dict[str, dict[str, str]] = {"customers": {}, "projects": {}, "people": {}}
    earlier = PlanImport.objects.filter(by=user, state=ImportState.APPLIED).order_by("-applied_at")[:LATEST]
    for choices in earlier.values_list("choices", flat=True):
        for kind, known in found.items():
            for words, key in choices.get(kind, {}).items():
                if key.isdecimal():
                    known.setdefault(words, key)
    return found
