"""What a person has to do in the next days, over all projects."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import is_ended, visible_projects
from genjin.planning.models import Action, Place

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class DueActions:
    """The first open actions in the order of their days, and how many there are: overdue, due today, in all."""

    actions: list[Action]
    overdue: int
    today: int
    count: int


def due_actions(user: User, today: date, *, most: int | None = None) -> DueActions:
    """Return the open actions that this person does, due up to seven days ahead, in three queries.

    An action that names nobody is the project owner's. Actions of ended projects are nobody's.
    """
    still = open_actions(visible_projects(user).filter(~is_ended()), today + timedelta(days=DAYS_AHEAD))
    named = Action.doers.through.objects.filter(user=user).values("action")
    mine = (still.filter(pk__in=named), still.filter(owner_words="", project__owner=user))
    days = {pk: day for actions in mine for pk, day in actions.values_list("pk", "due_on") if day}
    in_order = sorted(days, key=lambda pk: (days[pk], pk))
    shown = Action.objects.select_related("project__customer").in_bulk(in_order[:most])
    return DueActions(
        actions=[shown[pk] for pk in in_order[:most] if pk in shown],
        overdue=sum(day < today for day in days.values()),
        today=sum(day == today for day in days.values()),
        count=len(days),
    )


def open_actions(projects: QuerySet[Project] | None, until: date) -> QuerySet[Action]:
    """Return what is still to be done in some projects (None: in all) up to a day."""
    return planned_actions(projects).filter(done_on=None, due_on__lte=until)


def planned_actions(projects: QuerySet[Project] | None) -> QuerySet[Action]:
    """Return what is or was to be done in some projects (None: in all).

    A main action dated up to the day of its contact tells what was done there; nobody has to tick it off.
    """
    kept = Q(follow_up__isnull=True) | Q(follow_up__deleted_at__isnull=True)
    told = Q(place=Place.MAIN) & (Q(follow_up__happened_on__isnull=True) | Q(due_on__lte=F("follow_up__happened_on")))
    among = Q() if projects is None else Q(project__in=projects)
    return Action.objects.filter(kept, cancelled_on=None).exclude(told).filter(among)
