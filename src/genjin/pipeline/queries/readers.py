"""Who may see a project or a customer: the inverse of `visible_projects` and `visible_customers`."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from genjin.customers.models import Customer
from genjin.people.models import Role, User
from genjin.people.queries.departments import managers_above
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project, TeamMember


def readers_of_project(project: Project) -> QuerySet[User]:
    """Return everybody who can sign in and may see the project, by name, in a constant number of queries."""
    return _with_those_above(_owners_and_teams([project.pk]))


def readers_of_customer(customer: Customer) -> QuerySet[User]:
    """Return everybody who can sign in and may see the customer, by name, in a constant number of queries."""
    projects = Project.objects.filter(customer=customer, deleted_at=None).values_list("pk", flat=True)
    return _with_those_above({customer.owner_id, *_owners_and_teams(list(projects))})


def _owners_and_teams(projects: Collection[int]) -> set[int | None]:
    owners = Project.objects.filter(pk__in=projects, deleted_at=None).values_list("owner", flat=True)
    members = TeamMember.objects.filter(project__in=projects).values_list("user", flat=True)
    return {*owners, *members}


def _with_those_above(ids: Collection[int | None]) -> QuerySet[User]:
    """Return these people, the managers of the departments in which they stand and of all above, administrators."""
    people = {*ids, *managers_above(ids)} - {None}
    return active_people().filter(Q(pk__in=people) | Q(role=Role.ADMINISTRATOR))
