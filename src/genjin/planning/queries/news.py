"""What others did on a person's own projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from genjin.activity.models import ActivityEvent
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.queries.note_names import own_projects

MOST_EVENTS = 400


@dataclass(frozen=True, slots=True)
class ProjectNews:
    """What happened in one project, the latest first; `rows` are the follow-ups that events tell of, by id."""

    project: Project
    events: Sequence[ActivityEvent]
    rows: Mapping[int, FollowUp]


def news_for(user: User, since: datetime) -> list[ProjectNews]:
    """Return what others did on this person's open projects since a moment, in three queries; the latest project first.

    Of very much the latest four hundred events are told.
    """
    projects = {project.pk: project for project in own_projects(user)}
    events = ActivityEvent.objects.filter(project_id__in=projects, at__gte=since, by__isnull=False).exclude(by=user)
    latest = list(events.select_related("by").order_by("-pk")[:MOST_EVENTS])
    rows = FollowUp.objects.in_bulk([event.target_id for event in latest if event.target_type == "followup"])
    found: dict[int, list[ActivityEvent]] = {}
    for event in latest:
        if event.project_id is not None:
            found.setdefault(event.project_id, []).append(event)
    return [ProjectNews(projects[pk], own, rows) for pk, own in found.items()]
