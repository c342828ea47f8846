"""Today's page: the box for notes, what is due, and what needs attention."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core.errors import NotAllowed
from genjin.planning.models import Action
from genjin.planning.operations.plan_items import finish_action, reopen_action
from genjin.planning.policies import can_log
from genjin.web.health.list_data import danger_lines
from genjin.web.shared.gates import plan_item_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals
from genjin.web.today.page_data import due_part, today_page

MOST_IN_DANGER = 5


@require_GET
def show_today(request: HttpRequest) -> HttpResponse:
    return render(request, "today/today.html", {"today": today_page(signed_in(request))})


@require_GET
def show_due(request: HttpRequest) -> HttpResponse:
    return _due(request)


@require_GET
def show_in_danger(request: HttpRequest) -> HttpResponse:
    """Fetched after the page: plans that changed are reckoned anew before they are shown."""
    return render(request, "health/_in_danger.html", {"lines": danger_lines(signed_in(request), limit=MOST_IN_DANGER)})


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_completion(request: HttpRequest, pk: int) -> HttpResponse:
    """POST ticks the action off with what came of it, DELETE opens it again; the list of what is due is the reply."""
    action, by = plan_item_or_404(request, Action, pk), signed_in(request)
    if not can_log(by, action.project):
        raise NotAllowed(_("You cannot change this plan."))
    if request.method == "DELETE":
        reopen_action(action, by=by)
    else:
        finish_action(action, result=request.POST.get("result", ""), by=by)
    return _due(request, just_done=action if request.method == "POST" else None)


def _due(request: HttpRequest, just_done: Action | None = None) -> HttpResponse:
    everything = "all" in request.GET
    shown = {"due": due_part(signed_in(request), everything=everything), "just_done": just_done}
    return render(request, "today/due.html", shown)
