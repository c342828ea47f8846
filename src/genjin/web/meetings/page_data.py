"""What the list of meetings, the page of one and its first and last screens show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.meetings.models import AgendaItem, Meeting
from genjin.meetings.policies import can_drive, can_start_meetings, can_take_notes
from genjin.meetings.queries.decisions import decisions_of
from genjin.meetings.queries.meetings import agenda_of, meeting_list, people_present
from genjin.meetings.wording import Saying, reason_words
from genjin.people.models import User
from genjin.web.formats import short_amount
from genjin.web.health.lines import BAND_CHIPS
from genjin.web.meetings.decision_lines import DecisionLine, decision_lines
from genjin.web.meetings.walk import first_screen, item_address
from genjin.web.planning.row_data import stage_class


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting of the list."""

    meeting: Meeting
    time: str
    projects: int
    decisions: int


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The list; `following` is the id after which older ones follow."""

    rows: Sequence[MeetingRow]
    following: str
    may_start: bool


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One project of the agenda: why it stands there, how it stood, how long it took, what was decided."""

    item: AgendaItem
    address: str
    customer: str
    name: str
    owner: str
    stage: str
    stage_class: str
    amount: str
    score: str
    chip: str
    reasons: Sequence[Saying]
    time: str
    decisions: Sequence[DecisionLine]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting."""

    meeting: Meeting
    agenda: Sequence[AgendaLine]
    quiet: Sequence[AgendaLine]
    present: Sequence[User]
    first_screen: str
    time: str
    decisions: int
    actions: int
    may_drive: bool
    may_note: bool


def meetings_page(user: User, *, after: str = "") -> MeetingsPage:
    """Return the list of meetings, the latest first."""
    found = meeting_list(user, after=after)
    rows = [MeetingRow(line.meeting, length_of(line.meeting), line.projects, line.decisions) for line in found.lines]
    return MeetingsPage(rows, found.following, can_start_meetings(user))


def meeting_page(user: User, meeting: Meeting) -> MeetingPage:
    """Return the page of a meeting as this person sees it, in a constant number of queries."""
    agenda = agenda_of(user, meeting)
    decided = decisions_of(user, meeting)
    lines = [_agenda_line(item, decision_lines(decided.get(item.project_id, []), clock.today())) for item in agenda]
    made = [line for own in lines for line in own.decisions]
    return MeetingPage(
        meeting=meeting,
        agenda=[line for line in lines if not line.item.is_quiet],
        quiet=[line for line in lines if line.item.is_quiet],
        present=list(people_present(meeting)),
        first_screen=first_screen(meeting, agenda),
        time=length_of(meeting),
        decisions=len(made),
        actions=sum(line.is_action for line in made),
        may_drive=can_drive(user, meeting),
        may_note=can_take_notes(user, meeting),
    )


def _agenda_line(item: AgendaItem, decisions: Sequence[DecisionLine]) -> AgendaLine:
    project = item.project
    return AgendaLine(
        item=item,
        address=item_address(item),
        customer=project.customer.name if project.customer else "",
        name=project.name or _("No project yet"),
        owner=str(project.owner or ""),
        stage=str(project.stage or ""),
        stage_class=stage_class(project.stage.position if project.stage else 0),
        amount=short_amount(project.amount, project.currency) if project.amount is not None else "",
        score=str(item.score) if item.score is not None else "",
        chip=BAND_CHIPS.get(item.band, ""),
        reasons=reason_words(item.reasons),
        time=minutes_and_seconds(item.seconds) if item.seconds else "",
        decisions=decisions,
    )


def length_of(meeting: Meeting) -> str:
    """Return how long a meeting that ended took; "" while it runs."""
    if meeting.ended_at is None:
        return ""
    minutes = max(1, round((meeting.ended_at - meeting.started_at) / timedelta(minutes=1)))
    return _("%(minutes)d min") % {"minutes": minutes}


def minutes_and_seconds(seconds: int) -> str:
    """Return a time as 4:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"
