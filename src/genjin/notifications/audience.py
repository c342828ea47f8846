"""Who hears of what happens in a project or at a customer; never who did it, and only who may still see it."""

from collections.abc import Collection, Iterable
from functools import cached_property

from genjin.conversation.queries.watching import watcher_ids
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.people.queries.departments import managers_above
from genjin.pipeline.models import Project
from genjin.pipeline.queries.readers import readers_of_customer, readers_of_project


class Audience:
    """The people around one project, or around one customer; asked for once, however many events there are."""

    def __init__(self, project: Project | None, customer: Customer | None = None) -> None:
        self.project = project
        self.customer = customer

    @cached_property
    def readers(self) -> set[int]:
        """Return who may see it today."""
        if self.project is not None:
            return set() if self.project.is_deleted else _ids(readers_of_project(self.project))
        if self.customer is not None:
            return set() if self.customer.is_deleted else _ids(readers_of_customer(self.customer))
        return set()

    @cached_property
    def watchers(self) -> set[int]:
        """Return owner and team, without those who do not want to hear of it, and with those who asked to."""
        if self.project is not None:
            return watcher_ids(self.project.pk)
        return watcher_ids(None, customer_id=self.customer.pk) if self.customer is not None else set()

    def watchers_of(self, target: tuple[str, int]) -> set[int]:
        """Return who watches one thing in it."""
        if self.project is None and self.customer is None:
            return set()
        customer = self.customer.pk if self.customer is not None else None
        return watcher_ids(self.project.pk if self.project else None, customer_id=customer, target=target)

    @cached_property
    def managers(self) -> set[int]:
        """Return who else manages the department of the owner, or one above it."""
        owner = self.project.owner_id if self.project is not None else None
        return managers_above({owner}) - {owner} if owner else set()

    def who_hears(self, people: Collection[int | None], *, by: int | None) -> set[int]:
        """Return those of the people who are told: not the one who did it, only who may see it."""
        return {person for person in people if person is not None and person != by} & self.readers


def _ids(people: Iterable[User]) -> set[int]:
    return {person.pk for person in people}
