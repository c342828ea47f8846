"""Which of the things said a person may see by where they lie: threads and private notes alike."""

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from genjin.conversation.kinds import KINDS
from genjin.conversation.models import PrivateNote, Thread
from genjin.conversation.queries.mergers import merged_into_any
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.planning.queries.follow_ups import FEW_PROJECTS

Row = TypeVar("Row", Thread, PrivateNote)


def standing(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Leave out what is deleted, and what lies in a deleted row or is about a deleted goal or stakeholder.

    It comes back with these.
    """
    return in_standing_places(rows.filter(deleted_at=None))


def in_standing_places(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Leave out what lies in a deleted row or is about a deleted goal or stakeholder."""
    rows = rows.filter(Q(follow_up=None) | Q(follow_up__deleted_at=None))
    for kind in KINDS.values():
        if kind.can_be_hidden:
            hidden = kind.model._default_manager.filter(pk=OuterRef("target_id"), deleted_at__isnull=False)
            rows = rows.exclude(Q(Exists(hidden), target_type=kind.key))
    return rows


def in_seen_places(rows: QuerySet[Row], user: User) -> QuerySet[Row]:
    """Leave out what lies in rows, projects and customers that this person may not see."""
    projects = visible_projects(user)
    few = list(projects.values_list("pk", flat=True)[: FEW_PROJECTS + 1])
    if len(few) <= FEW_PROJECTS:
        own, of_rows = Q(project__in=few), Q(follow_up__project__in=few)
    else:
        own = Q(Exists(projects.filter(pk=OuterRef("project"))))
        of_rows = Q(Exists(projects.filter(pk=OuterRef("follow_up__project"))))
    customers = visible_customers(user)
    of_customers = Q(Exists(customers.filter(pk=OuterRef("customer")))) | Q(customer__in=merged_into_any(customers))
    return rows.filter(own | of_rows | of_customers)
