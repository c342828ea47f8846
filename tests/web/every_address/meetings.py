"""The addresses of the weekly meeting. Ling holds the cast's meeting; Bo and the guest are present."""

from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision, MeetingScope
from genjin.meetings.operations.decisions import decide, remove_decision
from genjin.meetings.operations.meetings import delete_meeting, start_meeting
from genjin.meetings.queries.scopes import Scope
from tests.cast import Cast
from tests.web.every_address.audiences import COLLEAGUES, EVERYBODY, READERS, WRITERS, audience
from tests.web.every_address.line import Line

CHAIR = audience("ling", refused="root max bo ada", hidden="wei")
PRESENT = audience("ling bo", refused="root max ada", hidden="wei")


def held(cast: Cast) -> Meeting:
    found = Meeting.objects.filter(deleted_at=None).first()
    return found or start_meeting(Scope(MeetingScope.MINE), by=cast.ling, present=[cast.bo, cast.ada])


def meeting(cast: Cast) -> int:
    return held(cast).pk


def deleted_meeting(cast: Cast) -> int:
    return delete_meeting(held(cast), by=cast.ling).pk


def agenda_item(cast: Cast) -> int:
    return AgendaItem.objects.get(meeting=held(cast)).pk


def made(cast: Cast) -> MeetingDecision:
    held(cast)
    return decide(AgendaItem.objects.select_related("meeting__chair", "project").get(), "不降价", by=cast.ling)


def decision(cast: Cast) -> int:
    return made(cast).pk


def removed_decision(cast: Cast) -> int:
    return remove_decision(made(cast), by=cast.ling).pk


MEETINGS: tuple[Line, ...] = (
    Line("meetings", get=EVERYBODY, post=COLLEAGUES),
    Line("new-meeting", get=COLLEAGUES),
    Line("meeting", [meeting], get=READERS, delete=CHAIR),
    Line("meeting-restoration", [deleted_meeting], post=CHAIR),
    Line("meeting-ending", [meeting], post=CHAIR, delete=CHAIR),
    Line("meeting-notes", [meeting], get=PRESENT, post=PRESENT),
    Line("meeting-people", [meeting], get=CHAIR, post=CHAIR),
    Line("meeting-now", [meeting], get=READERS, post=CHAIR),
    Line("meeting-news", [meeting], get=READERS),
    Line("meeting-rest", [meeting], get=READERS),
    Line("meeting-closing", [meeting], get=READERS),
    Line("meeting-screen", [meeting, agenda_item], get=READERS),
    Line("meeting-place", [meeting, agenda_item], post=CHAIR),
    Line("meeting-decisions", [meeting, agenda_item], post=WRITERS),
    Line("decision-proposal", [meeting, agenda_item], get=READERS),
    Line("meeting-report-docx", [meeting], get=READERS),
    Line("meeting-report-xlsx", [meeting], get=READERS),
    Line("meeting-report-pdf", [meeting], get=READERS),
    Line("meeting-message", [meeting], get=CHAIR, post=CHAIR),
    Line("decision", [decision], delete=WRITERS),
    Line("decision-restoration", [removed_decision], post=WRITERS),
    Line("decision-completion", [decision], post=WRITERS, delete=WRITERS),
)
