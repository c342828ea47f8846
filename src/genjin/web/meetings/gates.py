"""The only way to a meeting, its agenda and its decisions from an address."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision
from genjin.meetings.queries.decisions import deleted_decisions, visible_decisions
from genjin.meetings.queries.meetings import deleted_meetings, visible_items, visible_meetings
from genjin.web.shared.gates import signed_in


def meeting_or_404(request: HttpRequest, pk: int) -> Meeting:
    """Return a meeting that this person may see."""
    return get_object_or_404(visible_meetings(signed_in(request)), pk=pk)


def deleted_meeting_or_404(request: HttpRequest, pk: int) -> Meeting:
    """Return a deleted meeting that this person would see."""
    return get_object_or_404(deleted_meetings(signed_in(request)), pk=pk)


def item_or_404(request: HttpRequest, meeting: Meeting, pk: int) -> AgendaItem:
    """Return an item of a meeting's agenda whose project this person may see."""
    item = get_object_or_404(visible_items(signed_in(request), meeting), pk=pk)
    item.meeting = meeting
    return item


def decision_or_404(request: HttpRequest, pk: int) -> MeetingDecision:
    """Return a decision about a project that this person may see."""
    return get_object_or_404(visible_decisions(signed_in(request)), pk=pk)


def deleted_decision_or_404(request: HttpRequest, pk: int) -> MeetingDecision:
    """Return a decision that was taken back, about a project that this person may see."""
    return get_object_or_404(deleted_decisions(signed_in(request)), pk=pk)
