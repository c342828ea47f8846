"""Which meetings a person may see, and what of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from genjin.core.ids import read_id
from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision
from genjin.people.models import User
from genjin.people.queries.departments import colleague_ids_below
from genjin.pipeline.queries.projects import visible_projects

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list, with how many projects and decisions of it this person sees."""

    meeting: Meeting
    projects: int
    decisions: int


@dataclass(frozen=True, slots=True)
class MeetingList:
    """Some meetings, and the id after which older ones follow ("" if there are none)."""

    lines: Sequence[MeetingLine]
    following: str


def visible_meetings(user: User) -> QuerySet[Meeting]:
    """Return the meetings that this person chairs or was present at, and those chaired by people below."""
    return _seen(user).filter(deleted_at=None).select_related("chair", "department", "customer")


def deleted_meetings(user: User) -> QuerySet[Meeting]:
    """Return the deleted meetings that this person would see: what can be brought back."""
    return _seen(user).filter(deleted_at__isnull=False).select_related("chair")


def meeting_list(user: User, *, after: str = "", size: int = PAGE_SIZE) -> MeetingList:
    """Return the next meetings, the latest first, in a constant number of queries."""
    meetings = visible_meetings(user)
    last = meetings.filter(pk=read_id(after) or 0).first() if after else None
    if last is not None:
        meetings = meetings.filter(Q(started_at__lt=last.started_at) | Q(started_at=last.started_at, pk__lt=last.pk))
    found = list(meetings.order_by("-started_at", "-pk")[: size + 1])
    page = found[:size]
    projects = visible_projects(user).values("pk")
    items = AgendaItem.objects.filter(meeting__in=page, project__in=projects)
    decisions = MeetingDecision.objects.filter(meeting__in=page, project__in=projects, deleted_at=None)
    talked, decided = _counts(items), _counts(decisions)
    lines = [MeetingLine(meeting, talked.get(meeting.pk, 0), decided.get(meeting.pk, 0)) for meeting in page]
    return MeetingList(lines, str(page[-1].pk) if len(found) > size else "")


def _counts(rows: "QuerySet[AgendaItem] | QuerySet[MeetingDecision]") -> dict[int, int]:
    return dict(rows.order_by().values_list("meeting").annotate(count=Count("pk")))


def agenda_of(user: User, meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in its order, without projects that this person may not see; one query."""
    items = AgendaItem.objects.filter(meeting=meeting, project__in=visible_projects(user))
    related = items.select_related("project__customer", "project__stage", "project__owner")
    return list(related.order_by("position", "pk"))


def visible_items(user: User, meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items of the agenda whose projects this person may see."""
    items = AgendaItem.objects.filter(meeting=meeting, project__in=visible_projects(user))
    return items.select_related("project__customer", "project__stage", "project__owner")


def people_present(meeting: Meeting) -> QuerySet[User]:
    """Return who is present, by name."""
    return meeting.present.order_by("name", "pk")


def present_last_time(user: User) -> list[int]:
    """Return who was present when this person held a meeting last: most likely the same are there again."""
    last = Meeting.objects.filter(chair=user, deleted_at=None).order_by("-started_at", "-pk").first()
    return list(last.present.values_list("pk", flat=True)) if last else []


def _seen(user: User) -> QuerySet[Meeting]:
    if user.is_administrator:
        return Meeting.objects.all()
    was_there = Meeting.present.through.objects.filter(user=user).values("meeting")
    return Meeting.objects.filter(Q(chair__in=colleague_ids_below(user)) | Q(pk__in=was_there))
