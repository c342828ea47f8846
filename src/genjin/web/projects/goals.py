"""Reaching goals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from genjin.planning.models import Goal
from genjin.planning.operations.goals import reach_goal, reopen_goal
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import entry_or_404, project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_completion(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    """POST marks a goal as reached, DELETE as still to be reached."""
    row, project = entry_or_404(request, Goal, goal), project_or_404(request, pk)
    if row.project_id != project.pk:
        raise Http404
    change = reach_goal if request.method == "POST" else reopen_goal
    change(row, by=signed_in(request))
    return changed(request, project, ("goals",))
