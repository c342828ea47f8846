"""Whom a person visits today and tomorrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import Action, Channel, FollowUp
from genjin.planning.queries.due import open_actions
from genjin.planning.queries.note_names import own_projects
from genjin.text.notes.channels import find_channels

IN_PERSON = {Channel.VISIT, Channel.DEMO, Channel.EXCHANGE}
MOST_VISITS = 12


@dataclass(frozen=True, slots=True)
class Visit:
    """A project whose people are met on a day; `what` are the actions and goals that say so."""

    project: Project
    day: date
    what: Sequence[str]


def visits(user: User, today: date) -> list[Visit]:
    """Return the visits of today and tomorrow in this person's own projects, in two queries.

    A visit is an open action due then, or a follow-up dated then that tells no result yet, whose channel is a visit,
    a demonstration or an exchange; an action without a channel is one where its words say so (拜访, 上门).
    """
    days = (today, today + timedelta(days=1))
    own = own_projects(user).order_by()
    mine = Q(owner_words="") | Q(doers=user)
    due = open_actions(own, days[1]).filter(mine, due_on__in=days).select_related("project__customer").distinct()
    planned = FollowUp.objects.filter(
        project__in=own, deleted_at__isnull=True, listed_on__in=days, feedback="", channel__in=IN_PERSON
    ).select_related("project__customer")
    found: dict[tuple[date, int], tuple[Project, list[str]]] = {}
    for action in due:
        if action.due_on is not None and _is_in_person(action):
            found.setdefault((action.due_on, action.project_id), (action.project, []))[1].append(action.content)
    for row in planned:
        found.setdefault((row.listed_on, row.project_id), (row.project, []))[1].extend(filter(None, [row.goal]))
    in_order = sorted(found.items(), key=lambda pair: pair[0])
    return [Visit(project, day, what) for (day, _pk), (project, what) in in_order][:MOST_VISITS]


def _is_in_person(action: Action) -> bool:
    if action.channel:
        return action.channel in IN_PERSON
    return any(found.channel in IN_PERSON for found in find_channels(action.content))
