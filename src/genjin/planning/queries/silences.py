"""Which customers are silent for longer than usual."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import BooleanField, ExpressionWrapper, Q

from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import is_ended, projects_with, visible_projects
from genjin.planning.models import FollowUp
from genjin.planning.queries.people_map import is_two_way
from genjin.planning.rules import Silence, silence

# a project nobody has touched for a quarter of a year is asleep, and another list tells so
ALIVE = timedelta(days=90)
# how far back the rhythm of a customer is told from
RHYTHM = timedelta(days=365)
MOST_PROJECTS = 100


def silent_projects(user: User, *, only_own: bool = False) -> list[tuple[Project, Silence]]:
    """Return open projects of this person's whose customer is silent, the longest against the usual first.

    Looks at the hundred that were touched last, in two queries.
    """
    today = clock.today()
    projects = projects_with(user) if only_own else visible_projects(user)
    open_ones = projects.filter(~is_ended(), last_follow_up_on__gte=today - ALIVE)
    living = {
        project.pk: project
        for project in open_ones.select_related("customer", "stage").order_by("-listed_on", "-pk")[:MOST_PROJECTS]
    }
    days: dict[int, list[date]] = {pk: [] for pk in living}
    recent = FollowUp.objects.filter(project__in=living, deleted_at=None, happened_on__gte=today - RHYTHM)
    contacts = recent.annotate(is_answered=ExpressionWrapper(~Q(feedback=""), output_field=BooleanField()))
    for pk, day, channel, is_answered in contacts.values_list("project", "happened_on", "channel", "is_answered"):
        if day and is_two_way(channel, is_answered=is_answered):
            days[pk].append(day)
    found = [(project, silence(days[pk], project.stage, today)) for pk, project in living.items()]
    silent = [(project, it) for project, it in found if it is not None]
    return sorted(silent, key=lambda pair: pair[1].days / pair[1].usual, reverse=True)


def silence_of(rows: Sequence[FollowUp], project: Project) -> Silence | None:
    """Return the silence of a project's customer, from its rows."""
    days = [
        row.happened_on
        for row in rows
        if row.happened_on and is_two_way(row.channel, is_answered=bool(row.feedback.strip()))
    ]
    return silence(days, project.stage, clock.today())
