"""The weekly report of a meeting: as a file, and as a message to a group's chat."""

import tempfile
from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.core.ids import read_id
from genjin.meetings.operations.report import MEDIA_TYPES, ReportFormat, export_report, post_report, title_of
from genjin.meetings.policies import can_drive
from genjin.meetings.report.contents import weekly_report
from genjin.meetings.report.message import report_message
from genjin.notifications.queries.channels import robots_to_post_to
from genjin.web.meetings.gates import meeting_or_404
from genjin.web.plantable.export import IN_MEMORY, cleaned_name
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals, with_toast


@require_GET
@answers_refusals
def send(request: HttpRequest, pk: int, form: ReportFormat) -> HttpResponseBase:
    """Send the report as a file."""
    meeting = meeting_or_404(request, pk)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    try:
        export_report(meeting, form, cast("BinaryIO", file), by=signed_in(request))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    note_export(request, "weekly_report", target=meeting, format=form)
    name = cleaned_name([_("Weekly report"), meeting.title, meeting.held_on.isoformat()])
    return FileResponse(file, as_attachment=True, filename=f"{name}.{form}", content_type=MEDIA_TYPES[form])


@require_http_methods(["GET", "POST"])
@answers_refusals
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the message and the groups to choose from, POST has the robot of one tell it."""
    meeting, user = meeting_or_404(request, pk), signed_in(request)
    if not can_drive(user, meeting):
        raise NotAllowed(_("Only the chair of the meeting does this."))
    robots = robots_to_post_to(user)
    if request.method == "POST":
        chosen = request.POST.get("channel", "")
        if not chosen:
            raise RuleBroken(_("Choose the group that is to be told."), field="channel")
        channel = get_object_or_404(robots, pk=read_id(chosen) or 0)
        post_report(meeting, channel, by=user)
        note_export(request, "weekly_report", target=meeting, channel=channel.name)
        reply = HttpResponse(headers={"HX-Trigger-After-Settle": '{"saved": {}}'})
        return with_toast(reply, _("It is on its way to %(group)s.") % {"group": channel.name})
    report = weekly_report(user, meeting)
    shown = {
        "meeting": meeting,
        "robots": list(robots),
        "title": title_of(report, meeting),
        "text": report_message(report),
    }
    return render(request, "meetings/message.html", shown)
