"""What others did on a person's own projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.fields.json import KeyTextTransform

from genjin.activity.models import ActivityEvent
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.queries.note_names import own_projects

MOST_EVENTS = 200
MOST_PROJECTS = 8


@dataclass(frozen=True, slots=True)
class ProjectNews:
    """What happened in one project, the latest first; `rows` are the follow-ups that events tell of, by id.

    Each event has the `name` of what it is about, None where it keeps none.
    """

    project: Project
    events: Sequence[ActivityEvent]
    rows: Mapping[int, FollowUp]


def news_for(user: User, since: datetime) -> list[ProjectNews]:
    """Return what others did on this person's open projects since a moment, the latest project first.

    Three queries; of very much the latest two hundred events and eight projects are told.
    """
    own = own_projects(user)
    events = ActivityEvent.objects.filter(project_id__in=own.order_by().values("pk"), at__gte=since, by__isnull=False)
    # what an event keeps of the past may be a whole table, so of its detail the name alone is read
    told = events.exclude(by=user).annotate(name=KeyTextTransform("name", "detail")).defer("detail")
    found: dict[int, list[ActivityEvent]] = {}
    for event in told.select_related("by").order_by("-pk")[:MOST_EVENTS]:
        if event.project_id is not None:
            found.setdefault(event.project_id, []).append(event)
    latest = dict(list(found.items())[:MOST_PROJECTS])
    projects = own.in_bulk(list(latest))
    pks = [event.target_id for own_events in latest.values() for event in own_events if event.target_type == "followup"]
    rows = FollowUp.objects.only("number", "goal", "feedback").in_bulk(pks)
    return [ProjectNews(projects[pk], own_events, rows) for pk, own_events in latest.items() if pk in projects]
