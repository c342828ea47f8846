"""Who watches what: whom notifications tell of an event, as far as these people may still see it."""

from collections.abc import Iterable
from typing import NamedTuple

from genjin.conversation.kinds import Thing, kind_of, place_of
from genjin.conversation.models import Watch
from genjin.conversation.queries.mergers import ids_within
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project, TeamMember
from genjin.planning.models import FollowUp


class Named(NamedTuple):
    """A thing as events name it: `("action", 7)`."""

    target_type: str
    target_id: int


def watcher_ids(
    project_id: int | None, *, customer_id: int | None = None, target: tuple[str, int] | None = None
) -> set[int]:
    """Return the ids of those who can sign in and watch a project, or a customer (`project_id` None).

    By default that is the owner, and of a project its team. Who watches a customer watches all its projects. The
    nearest word holds: what a person said of the `target` itself before what was said of the project, and that before
    what was said of the customer. Nobody is asked whether they may see it: whoever tells them does that.
    """
    project = Project.objects.filter(pk=project_id).only("owner", "customer").first() if project_id else None
    if project is not None:
        customer_id = project.customer_id
    # the one that stayed comes last: what was said of it holds
    of_customer = [Named("customer", pk) for pk in reversed(ids_within(customer_id))] if customer_id else []
    levels = [of_customer, [Named("project", project.pk)] if project else [], [Named(*target)] if target else []]
    said = _said([thing for level in levels for thing in level])
    found: set[int] = set() if project or not customer_id else _owner_of(customer_id)
    for number, level in enumerate(levels):
        if number == 1 and project is not None:
            found |= _owner_and_team(project)
        for thing in level:
            for person, is_on in said.get(thing, {}).items():
                (found.add if is_on else found.discard)(person)
    return set(User.objects.filter(pk__in=found, is_active=True).values_list("pk", flat=True))


def is_watching(user: User, thing: Thing) -> bool:
    """Tell whether this person hears of what is said and done about the thing."""
    place = place_of(thing)
    project_id, customer_id = place.get("project_id"), place.get("customer_id")
    if "follow_up_id" in place:
        project_id = FollowUp.objects.values_list("project", flat=True).get(pk=place["follow_up_id"])
    return user.pk in watcher_ids(project_id, customer_id=customer_id, target=(kind_of(thing).key, thing.pk))


def _said(things: Iterable[Named]) -> dict[Named, dict[int, bool]]:
    """Return, by thing, what people said of watching it, in one query."""
    things = set(things)
    found: dict[Named, dict[int, bool]] = {}
    rows = Watch.objects.filter(
        target_type__in={thing.target_type for thing in things}, target_id__in={thing.target_id for thing in things}
    )
    for watch in rows:
        found.setdefault(Named(watch.target_type, watch.target_id), {})[watch.person_id] = watch.is_on
    return found


def _owner_of(customer_id: int) -> set[int]:
    owned = Customer.objects.filter(pk=customer_id, owner__isnull=False).only("owner")
    return {customer.owner_id for customer in owned if customer.owner_id}


def _owner_and_team(project: Project) -> set[int]:
    team = TeamMember.objects.filter(project=project).values_list("user", flat=True)
    return {*team} if project.owner_id is None else {project.owner_id, *team}
