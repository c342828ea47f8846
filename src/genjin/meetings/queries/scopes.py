"""Whose projects a meeting may be about, and which meeting was the last about the same."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from genjin.core import clock
from genjin.customers.models import Customer
from genjin.meetings.models import Meeting, MeetingScope
from genjin.people.models import Department, User
from genjin.people.queries.departments import department_ids_below, departments_below
from genjin.pipeline.models import Project, ProjectOutcome
from genjin.pipeline.queries.projects import is_ended, projects_with, visible_customers, visible_projects

MOST_CUSTOMERS = 500
MOST_PROJECTS = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """What a meeting is to talk about; `projects` are the ids of chosen ones."""

    kind: MeetingScope
    department: Department | None = None
    customer: Customer | None = None
    projects: Collection[int] = ()


def departments_to_choose(user: User) -> QuerySet[Department]:
    """Return the person's own department, and those that the person manages; for an administrator all."""
    departments = Department.objects.order_by("name", "pk")
    if user.is_administrator:
        return departments
    return departments.filter(Q(pk__in=department_ids_below(user)) | Q(pk=user.department_id or 0))


def customers_to_choose(user: User) -> QuerySet[Customer]:
    """Return the visible customers that have an open project."""
    going_on = visible_projects(user).filter(~is_ended(), customer=OuterRef("pk"))
    return visible_customers(user).filter(Exists(going_on)).order_by("name", "pk")[:MOST_CUSTOMERS]


def projects_to_choose(user: User) -> QuerySet[Project]:
    """Return the visible open projects, by customer and name."""
    going_on = visible_projects(user).filter(~is_ended()).select_related("customer")
    return going_on.order_by("customer__name", "name", "pk")[:MOST_PROJECTS]


def projects_in_scope(user: User, scope: Scope, since: datetime) -> QuerySet[Project]:
    """Return the visible projects of a scope that go on, or that ended after the moment."""
    projects = visible_projects(user)
    if scope.kind == MeetingScope.MINE:
        projects = projects.filter(pk__in=projects_with(user).values("pk"))
    elif scope.kind == MeetingScope.DEPARTMENT and scope.department is not None:
        projects = projects.filter(owner__department__in=departments_below([scope.department.pk]))
    elif scope.kind == MeetingScope.CUSTOMER and scope.customer is not None:
        projects = projects.filter(customer=scope.customer)
    else:
        projects = projects.filter(pk__in=scope.projects)
    told_since = ProjectOutcome.objects.filter(project=OuterRef("pk"), deleted_at=None, created_at__gt=since)
    return projects.filter(~is_ended() | Q(Exists(told_since)))


def previous_meeting(chair: User, scope: Scope) -> Meeting | None:
    """Return the last meeting about the same: of the same department or customer, else of the same chair's own.

    One of today is none: whoever starts anew what was begun this morning asks for the changes of the week again.
    """
    meetings = _about(scope, chair).filter(held_on__lt=clock.today())
    return meetings.order_by("-started_at", "-pk").first()


def running_meeting(chair: User, scope: Scope) -> Meeting | None:
    """Return the meeting about the same that this person began today and has not ended; chosen projects are new."""
    if scope.kind == MeetingScope.CHOSEN:
        return None
    running = _about(scope, chair).filter(chair=chair, held_on=clock.today(), ended_at=None)
    return running.order_by("-started_at", "-pk").first()


def _about(scope: Scope, chair: User) -> QuerySet[Meeting]:
    meetings = Meeting.objects.filter(scope=scope.kind, deleted_at=None)
    if scope.kind == MeetingScope.DEPARTMENT:
        meetings = meetings.filter(department=scope.department)
    elif scope.kind == MeetingScope.CUSTOMER:
        meetings = meetings.filter(customer=scope.customer)
    else:
        meetings = meetings.filter(chair=chair)
    return meetings
