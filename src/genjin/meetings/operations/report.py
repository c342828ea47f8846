"""Taking the weekly report away as a file, and telling it to a group's chat."""

from pathlib import Path
from typing import BinaryIO, Literal

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy

from genjin.activity.record import record
from genjin.core.errors import NotAllowed
from genjin.meetings import policies
from genjin.meetings.models import Meeting
from genjin.meetings.report.contents import WeeklyReport, weekly_report
from genjin.meetings.report.message import report_message
from genjin.notifications.models import Channel
from genjin.notifications.operations.robots import post_to_robot
from genjin.notifications.policies import can_post
from genjin.people.models import User
from genjin.planbook.writing import write_docx, write_pdf, write_sheets

ReportFormat = Literal["docx", "xlsx", "pdf"]
MEDIA_TYPES: dict[ReportFormat, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def export_report(meeting: Meeting, form: ReportFormat, to: BinaryIO, *, by: User) -> None:
    """Write the report of a meeting that this person may see, without projects that this person may not see.

    In the language in force. Records `meeting.exported`.
    """
    report = weekly_report(by, meeting)
    if form == "xlsx":
        write_sheets(report.as_sheets(), to, title=report.title, subtitle=report.subtitle)
    elif form == "docx":
        write_docx(report.as_book(), to)
    else:
        write_pdf(report.as_book(), to, fonts=Path(settings.BOOK_FONTS), language=(get_language() or "zh")[:2])
    record("meeting.exported", meeting, by=by, name=str(meeting), format=form)


def post_report(meeting: Meeting, channel: Channel, *, by: User) -> None:
    """Have a group's robot tell the report, as the chair sees it, in the group's language.

    A worker sends it a moment later. Records `meeting.posted`.
    """
    if not policies.can_drive(by, meeting):
        raise NotAllowed(gettext_lazy("Only the chair of the meeting does this."))
    if not can_post(by, channel):
        raise NotAllowed(gettext_lazy("You cannot post to this group."))
    with translation.override(channel.language):
        report = weekly_report(by, meeting)
        title, text = title_of(report, meeting), report_message(report)
    with transaction.atomic():
        post_to_robot(channel, title, text)
        record("meeting.posted", meeting, by=by, name=str(meeting), channel=channel.name)


def title_of(report: WeeklyReport, meeting: Meeting) -> str:
    """Return the title of the message."""
    return f"{report.title} {meeting.held_on.isoformat()}"
