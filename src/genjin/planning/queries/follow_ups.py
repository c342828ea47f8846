"""Which rows of the plan table a person may see."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Action, BuyingSignal, FollowUp, Objection, Risk

FEW_PROJECTS = 200
Packed = Action | Objection | Risk | BuyingSignal
PACKED: dict[str, type[Packed]] = {
    "actions": Action,
    "objections": Objection,
    "risks": Risk,
    "signals": BuyingSignal,
}


def whole_rows() -> QuerySet[FollowUp]:
    """Return rows with all that their eleven cells show, in a constant number of queries."""
    return with_packed_items(
        FollowUp.objects.filter(deleted_at__isnull=True).select_related("project__customer", "stage")
    )


def with_packed_items(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Read the items of the packed cells and the signals along with the rows.

    As plain lists: what Django keeps behind `.all()` costs more to set up, a row, than the items themselves.
    """
    prefetches = (Prefetch(name, _in_order(kind), to_attr=f"packed_{name}") for name, kind in PACKED.items())
    return rows.prefetch_related(*prefetches)


def read_packed_items(rows: Iterable[FollowUp]) -> None:
    """Read the items of the packed cells and the signals for rows that came without them.

    By hand: for a page of rows `with_packed_items` takes twice as long.
    """
    known = {row.pk: row for row in rows if "packed_actions" not in row.__dict__}
    for name, kind in PACKED.items():
        items: dict[int | None, list[Packed]] = {pk: [] for pk in known}
        for item in _in_order(kind).filter(follow_up__in=known):
            items[item.follow_up_id].append(item)
        for pk, row in known.items():
            setattr(row, f"packed_{name}", items[pk])


def _in_order(kind: type[Packed]) -> QuerySet[Packed]:
    """Return the items as their cell lists them; signals as they were found."""
    return kind._default_manager.order_by(*(kind._meta.ordering or ("pk",)))


def visible_follow_ups(user: User) -> QuerySet[FollowUp]:
    """Return the rows of the projects that this person may see.

    A project that is deleted takes its rows along, so an administrator's rows need no look at projects.
    """
    rows = FollowUp.objects.filter(deleted_at__isnull=True)
    return rows if user.is_administrator else rows.filter(in_projects(visible_projects(user)))


def in_projects(projects: QuerySet[Project]) -> Q:
    """Return the condition that a row is of one of the projects.

    Of few projects a page is found by reading their rows, of many by reading all rows in their order and leaving out
    the foreign ones: told apart here, because a database cannot know which is the shorter way to a page.
    """
    few = list(projects.values_list("pk", flat=True)[: FEW_PROJECTS + 1])
    return Q(project__in=few) if len(few) <= FEW_PROJECTS else Q(Exists(projects.filter(pk=OuterRef("project"))))


def deleted_follow_ups(user: User) -> QuerySet[FollowUp]:
    """Return the deleted rows of the projects that this person may see: what can be restored."""
    return FollowUp.objects.filter(deleted_at__isnull=False, project__in=visible_projects(user))


def visible_actions(user: User) -> QuerySet[Action]:
    """Return the actions of visible rows."""
    return Action.objects.filter(follow_up__deleted_at__isnull=True, project__in=visible_projects(user))
