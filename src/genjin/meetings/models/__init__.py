"""Meetings, what they talk about, and what they decide."""

from genjin.meetings.models.agenda_item import AgendaItem
from genjin.meetings.models.meeting import Meeting, MeetingScope
from genjin.meetings.models.meeting_decision import MeetingDecision

__all__ = ["AgendaItem", "Meeting", "MeetingDecision", "MeetingScope"]
