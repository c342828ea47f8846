"""The things that a person may see and talk about, and who else may."""

from django.db.models import QuerySet

from genjin.conversation.kinds import KINDS, Thing, kind_of, place_of
from genjin.conversation.models import Placed
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.readers import readers_of_customer, readers_of_project


def thing_seen(user: User, key: str, pk: int) -> Thing | None:
    """Return the thing of this kind and id; None for what is not there, is not seen, or is nothing to talk about."""
    kind = KINDS.get(key)
    return kind.visible(user).filter(pk=pk).first() if kind else None


def sees(user: User, thing: Thing) -> bool:
    """Tell whether a person may see the thing."""
    return kind_of(thing).visible(user).filter(pk=thing.pk).exists()


def owner_of(thing: Thing) -> Project | Customer:
    """Return the project that a thing belongs to, or its customer where it belongs to none."""
    if isinstance(thing, (Project, Customer)):
        return thing
    if hasattr(thing, "project_id"):
        return Project.objects.select_related("customer").get(pk=thing.project_id)
    return Customer.objects.get(pk=place_of(thing)["customer_id"])


def readers_of(thing: Thing) -> QuerySet[User]:
    """Return everybody who can sign in and may see the thing, by name: those who can be mentioned there."""
    owner = owner_of(thing)
    return readers_of_project(owner) if isinstance(owner, Project) else readers_of_customer(owner)


def target_of(placed: Placed) -> Thing | None:
    """Return the thing that a thread or a note is about, as it stands now; None if it is gone without a row.

    A line of a cell that was written anew is gone, and its row stands for it; a merged customer is the one that stayed.
    """
    thing = KINDS[placed.target_type].model._default_manager.filter(pk=placed.target_id).first()
    if thing is None:
        return placed.follow_up
    while isinstance(thing, Customer) and thing.merged_into is not None:
        thing = thing.merged_into
    return thing
