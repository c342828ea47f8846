"""What a person has to do in the next days, over all projects."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectOutcome
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Action, Place

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class DueActions:
    """Open actions in the order of their days: before today, today, and in the days ahead."""

    overdue: list[Action]
    today: list[Action]
    coming: list[Action]

    @property
    def waiting(self) -> int:
        """Return how many are due or overdue."""
        return len(self.overdue) + len(self.today)


def due_actions(user: User, today: date) -> DueActions:
    """Return the open actions that this person does, due up to seven days ahead, in two queries.

    An action that names nobody is the project owner's. Actions of ended projects are nobody's.
    """
    until = today + timedelta(days=DAYS_AHEAD)
    still = open_actions(visible_projects(user).filter(_goes_on()), until).select_related("project__customer")
    named = Action.doers.through.objects.filter(user=user).values("action")
    found = {
        action.pk: action
        for actions in (still.filter(pk__in=named), still.filter(owner_words="", project__owner=user))
        for action in actions
    }
    in_order = sorted(found.values(), key=lambda action: (action.due_on or until, action.pk))
    return DueActions(
        overdue=[action for action in in_order if action.is_overdue(today)],
        today=[action for action in in_order if action.due_on == today],
        coming=[action for action in in_order if action.due_on is not None and action.due_on > today],
    )


def open_actions(projects: QuerySet[Project], until: date) -> QuerySet[Action]:
    """Return what is still to be done in some projects up to a day.

    A main action dated up to the day of its contact tells what was done there; nobody has to tick it off.
    """
    kept = Q(follow_up__isnull=True) | Q(follow_up__deleted_at__isnull=True)
    told = Q(place=Place.MAIN) & (Q(follow_up__happened_on__isnull=True) | Q(due_on__lte=F("follow_up__happened_on")))
    actions = Action.objects.filter(kept, done_on=None, cancelled_on=None, due_on__lte=until)
    return actions.exclude(told).filter(project__in=projects)


def _goes_on() -> Q:
    return ~Q(Exists(ProjectOutcome.objects.filter(project=OuterRef("pk"), deleted_at=None)))
