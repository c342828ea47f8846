"""Which actions, objections and risks a person may see, one by one."""

from typing import TypeVar, cast

from django.db.models import Q, QuerySet

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Action, Objection, Place, Risk

Item = TypeVar("Item", bound="Action | Objection | Risk")


def visible_plan_items(user: User, model: type[Item]) -> QuerySet[Item]:
    """Return the items of visible rows, and those of the visible plans themselves."""
    items = cast("QuerySet[Item]", model._default_manager.filter(project__in=visible_projects(user)))
    shown = Q(follow_up__isnull=True) | Q(follow_up__deleted_at__isnull=True)
    return items.filter(shown).select_related("project__customer")


def open_next_steps(project: Project) -> QuerySet[Action]:
    """Return the next steps of a project that are still to be done, earliest first."""
    steps = project.actions.filter(place=Place.NEXT_STEP, follow_up__deleted_at__isnull=True)
    return steps.filter(done_on__isnull=True, cancelled_on__isnull=True).order_by("due_on", "pk")
