"""Looking back: the page as it stood at the end of a day, what changed since, and giving a value back."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.pipeline.policies import can_edit_project
from genjin.planning.operations.restoring import restore_value
from genjin.planning.queries.plan_changes import plan_changes
from genjin.web.conversation.timeline_data import said_since
from genjin.web.projects.history_data import change_lines
from genjin.web.projects.modules import MODULES
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
@answers_refusals
def show_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed since the end of the day that `since` names, or lead to the plan of that day."""
    project = project_or_404(request, pk)
    moment = moment_of(request.GET.get("since", ""))
    if moment and request.GET.get("show") == "plan":
        reply = HttpResponse(status=204)
        reply["HX-Redirect"] = f"{reverse('project', args=[pk])}?on={moment.date().isoformat()}"
        return reply
    may_edit = can_edit_project(signed_in(request), project)
    shown = {
        "project": project,
        "since": moment.date() if moment else None,
        "said": said_since(signed_in(request), project, moment) if moment else [],
        "lines": change_lines(plan_changes(project, moment), may_edit=may_edit) if moment else [],
        "latest": clock.today(),
    }
    return render(request, "projects/changes.html", shown)


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one value back what it was at the end of that day."""
    project = project_or_404(request, pk)
    if not can_edit_project(signed_in(request), project):
        raise NotAllowed(_("You cannot change this plan."))
    moment, row = moment_of(request.POST.get("since", "")), request.POST.get("row", "")
    if moment is None or not (row.isascii() and row.isdigit()):
        raise RuleBroken(_("This form arrived damaged; open it again."))
    kind, field = request.POST.get("kind", ""), request.POST.get("field", "")
    restore_value(project, kind, int(row[:18]), field, since=moment, by=signed_in(request))
    return changed(request, project, tuple(MODULES))


def moment_of(day: str) -> datetime | None:
    """Return the last moment of a day that the address names; None for none; 404 for what is no day."""
    if not day:
        return None
    try:
        return clock.end_of(date.fromisoformat(day))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
