"""What may be talked about, declared once: a new kind of thing is one line of `KINDS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from genjin.conversation.models import LONGEST_TITLE
from genjin.core.versioning import Recoverable
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project, Stakeholder
from genjin.pipeline.queries.entries import visible_entries
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.planning.models import Action, FollowUp, Goal, Objection, Risk
from genjin.planning.queries.follow_ups import visible_follow_ups
from genjin.planning.queries.plan_items import visible_plan_items

Thing = Model  # one of the models of KINDS
PLACES: Mapping[type[Model], str] = {FollowUp: "follow_up_id", Project: "project_id", Customer: "customer_id"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: which of them a person may see, with what its title needs, and the page that shows it."""

    model: type[Model]
    visible: Callable[[User], QuerySet[Any]]
    page: Callable[[Any], str]

    @property
    def key(self) -> str:
        """Return the name under which events, addresses and threads know it."""
        return str(self.model._meta.model_name)

    @property
    def title(self) -> str:
        """Return what such a thing is called, in the language of the request."""
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def can_be_hidden(self) -> bool:
        """Tell whether a single thing may be deleted and brought back in its place, and its threads with it."""
        return issubclass(self.model, Recoverable) and self.model not in PLACES


def _on_project(anchor: str) -> Callable[[Any], str]:
    return lambda thing: f"{reverse('project', args=[thing.project_id])}#{anchor}-{thing.pk}"


def _in_plan(row: FollowUp) -> str:
    return f"{reverse('plan')}?{urlencode({'project': row.project_id})}#follow-up-{row.pk}"


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(FollowUp, lambda user: visible_follow_ups(user).select_related("project__customer"), _in_plan),
        Kind(Action, lambda user: visible_plan_items(user, Action), _on_project("action")),
        Kind(Objection, lambda user: visible_plan_items(user, Objection), _on_project("objection")),
        Kind(Risk, lambda user: visible_plan_items(user, Risk), _on_project("risk")),
        Kind(
            Stakeholder,
            lambda user: visible_entries(user, Stakeholder).select_related("contact", "project__customer"),
            lambda thing: f"{reverse('people', args=[thing.project_id])}#person-{thing.pk}",
        ),
        Kind(Goal, lambda user: visible_entries(user, Goal).select_related("project__customer"), _on_project("goal")),
        Kind(
            Project,
            lambda user: visible_projects(user).select_related("customer"),
            lambda thing: reverse("project", args=[thing.pk]),
        ),
        Kind(Customer, visible_customers, lambda thing: reverse("customer", args=[thing.pk])),
    )
}


def kind_of(thing: Thing) -> Kind:
    """Return the kind of a thing; raises KeyError for what nobody can talk about."""
    return KINDS[str(thing._meta.model_name)]


def title_of(thing: Thing) -> str:
    """Return how a thing is called, in one line."""
    return " ".join(str(thing).split())[:LONGEST_TITLE]


def place_of(thing: Thing) -> dict[str, int]:
    """Return where a thing lies: `{"follow_up_id": …}`, `{"project_id": …}` or `{"customer_id": …}`."""
    own = PLACES.get(type(thing))
    if own is not None:
        return {own: thing.pk}
    row = getattr(thing, "follow_up_id", None)
    if row is not None:
        return {"follow_up_id": row}
    return {name: pk for name in ("project_id", "customer_id") if (pk := getattr(thing, name, None)) is not None}


def placed_at(thing: Thing) -> dict[str, Any]:
    """Return what a thread or a note keeps of the thing it is about: kind, id, name and place."""
    return {
        "target_type": kind_of(thing).key,
        "target_id": thing.pk,
        "target_words": title_of(thing),
        **place_of(thing),
    }
