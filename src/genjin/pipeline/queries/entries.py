"""Which entries of plans and of customers' profiles a person may see, and which ones belong together."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from genjin.customers.models import Customer, CustomerEntry
from genjin.people.models import User
from genjin.pipeline.models import ExitCriterion, Project, ProjectEntry, Stage
from genjin.pipeline.queries.criteria import all_criteria
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.pipeline.queries.stages import all_stages

Entry = TypeVar("Entry", bound="ProjectEntry | CustomerEntry")


def visible_entries(user: User, model: type[Entry]) -> QuerySet[Entry]:
    """Return the entries of one kind of all projects or customers that this person may see."""
    return _of_visible(user, model).filter(deleted_at__isnull=True)


def deleted_entries(user: User, model: type[Entry]) -> QuerySet[Entry]:
    """Return the deleted entries of one kind that this person may see: what can be restored."""
    return _of_visible(user, model).filter(deleted_at__isnull=False)


def choices_within(owner: Project | Customer, model: type[Model], *, chosen: int | None = None) -> QuerySet[Model]:
    """Return the rows to which an entry of this project or customer may point: never those of another one.

    What is `chosen` already is among them even if it was deleted since, so that saving does not drop it.
    """
    if model is Stage:
        return all_stages()
    if model is ExitCriterion:
        return all_criteria()
    if model is User:
        return User.objects.filter(Q(is_active=True) | Q(pk__in=[chosen or 0])).order_by("name", "pk")
    rows: QuerySet[Any]
    if issubclass(model, ProjectEntry):
        rows = model._default_manager.filter(project=owner.pk if isinstance(owner, Project) else None)
    elif issubclass(model, CustomerEntry):
        rows = model._default_manager.filter(customer=owner.customer_id if isinstance(owner, Project) else owner.pk)
    else:
        raise TypeError(model)
    return rows.filter(Q(deleted_at__isnull=True) | Q(pk=chosen))


def _of_visible(user: User, model: type[Entry]) -> QuerySet[Entry]:
    if issubclass(model, ProjectEntry):
        return model._default_manager.filter(project__in=visible_projects(user)).select_related("project__customer")
    return model._default_manager.filter(customer__in=visible_customers(user)).select_related("customer")
