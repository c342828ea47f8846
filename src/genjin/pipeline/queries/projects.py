"""Which projects and customers a person may see."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.people.queries.departments import colleague_ids_below
from genjin.pipeline.models import Project, ProjectOutcome, TeamMember


def all_projects() -> QuerySet[Project]:
    """Return every project, for work that nobody asked for; what a person asks goes through `visible_projects`."""
    return Project.objects.filter(deleted_at__isnull=True)


def visible_projects(user: User) -> QuerySet[Project]:
    """Return the projects of this person, of its teams, and of everybody in the departments it manages."""
    projects = all_projects()
    if user.is_administrator:
        return projects
    people = colleague_ids_below(user)
    on_team = TeamMember.objects.filter(project=OuterRef("pk"), user__in=people)
    return projects.filter(Q(owner__in=people) | Exists(on_team))


def projects_with(user: User) -> QuerySet[Project]:
    """Return the projects that this person owns or is on the team of."""
    on_team = TeamMember.objects.filter(project=OuterRef("pk"), user=user)
    return Project.objects.filter(Q(owner=user) | Exists(on_team), deleted_at__isnull=True)


def is_ended() -> Exists:
    """Return the condition on a project that it was won, lost, shelved or given up, and not opened again."""
    return Exists(ProjectOutcome.objects.filter(project=OuterRef("pk"), deleted_at=None))


def visible_team_members(user: User) -> QuerySet[TeamMember]:
    """Return the teams of the projects that this person may see."""
    members = TeamMember.objects.filter(project__in=visible_projects(user))
    return members.select_related("user", "project__customer", "project__stage")


def customer_names(project_ids: Iterable[int]) -> dict[int, str]:
    """Return, by project, the name of its customer; one without a customer is left out."""
    named = Project.objects.filter(pk__in=set(project_ids), customer__isnull=False)
    return dict(named.values_list("pk", "customer__name"))


def people_of(project: Project) -> QuerySet[User]:
    """Return the owner and the team of a project, by name."""
    ids = {project.owner_id, *project.team.values_list("user_id", flat=True)} - {None}
    return User.objects.filter(pk__in=ids).order_by("name", "pk")


def visible_customers(user: User) -> QuerySet[Customer]:
    """Return the customers that this person or somebody below owns, and those of every visible project."""
    customers = Customer.objects.filter(deleted_at__isnull=True)
    if user.is_administrator:
        return customers
    return customers.filter(
        Q(owner__in=colleague_ids_below(user)) | Q(pk__in=visible_projects(user).values("customer"))
    )
