"""What one person holds, and so what goes to a successor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from genjin.core import clock
from genjin.customers.models import Customer
from genjin.forecast.models import Target
from genjin.forecast.periods import read_period
from genjin.people.models import Department, User
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project, Stakeholder, TeamMember
from genjin.pipeline.queries.projects import is_ended, visible_customers, visible_projects
from genjin.planning.models import Action, Place, Risk, SavedView
from genjin.planning.queries.due import planned_actions


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a person holds, as far as the one who asks may see it.

    Of ended projects only the sight goes over: who won or lost them stays as it was, and so does the forecast's past.
    """

    person: User
    customers: QuerySet[Customer]
    projects: QuerySet[Project]
    ended_projects: QuerySet[Project]
    memberships: QuerySet[TeamMember]
    actions: QuerySet[Action]
    risks: QuerySet[Risk]
    stakeholders: QuerySet[Stakeholder]
    targets: list[Target]
    shared_views: QuerySet[SavedView]

    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind, in one query for each."""
        return {
            "customers": self.customers.count(),
            "projects": self.projects.count(),
            "ended_projects": self.ended_projects.count(),
            "memberships": self.memberships.count(),
            "actions": self.actions.count(),
            "risks": self.risks.count(),
            "stakeholders": self.stakeholders.count(),
            "targets": len(self.targets),
            "shared_views": self.shared_views.count(),
        }


def holdings_of(person: User, *, by: User) -> Holdings:
    """Return what a person holds of what `by` may see; ask only for whom `by` looks after."""
    seen = visible_projects(by)
    going_on = seen.filter(~is_ended())
    owned = seen.filter(owner=person)
    return Holdings(
        person=person,
        customers=visible_customers(by).filter(owner=person),
        projects=owned.filter(~is_ended()),
        ended_projects=owned.filter(is_ended()),
        memberships=TeamMember.objects.filter(user=person, project__in=going_on),
        actions=_to_do(person, going_on),
        risks=Risk.objects.filter(owner=person, closed_on=None, project__in=going_on),
        stakeholders=Stakeholder.objects.filter(covered_by=person, deleted_at=None, project__in=going_on),
        targets=_targets(person, clock.today()),
        shared_views=SavedView.objects.filter(owner=person, is_shared=True),
    )


def successors_of(person: User) -> QuerySet[User]:
    """Return who may take over: everybody who can sign in and may change things, but the person."""
    return active_people().exclude(role="guest").exclude(pk=person.pk)


def departments_managed_by(person: User) -> QuerySet[Department]:
    """Return the departments that a person manages: these do not go over, for with them goes what is seen."""
    return person.managed_departments.order_by("name", "pk")


def _to_do(person: User, projects: QuerySet[Project]) -> QuerySet[Action]:
    """Return the person's actions that are still to be done; a main action without a day tells what was done."""
    told = Q(place=Place.MAIN) & (Q(due_on=None) | Q(due_on__lte=F("follow_up__happened_on")))
    mine = Action.doers.through.objects.filter(user=person).values("action")
    return planned_actions(projects).filter(done_on=None, pk__in=mine).exclude(told)


def _targets(person: User, today: date) -> list[Target]:
    """Return the targets of periods that are not over yet."""
    found = []
    for target in Target.objects.filter(person=person).order_by("period"):
        period = read_period(target.period)
        if period is not None and period.end >= today:
            found.append(target)
    return found
