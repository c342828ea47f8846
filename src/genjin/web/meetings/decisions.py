"""Decisions typed on the screen of a project, what is proposed while one types, and earlier ones that are checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.core.ids import read_id
from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision
from genjin.meetings.operations.decisions import (
    decide,
    decide_all,
    finish_decision,
    remove_decision,
    reopen_decision,
    restore_decision,
)
from genjin.meetings.policies import can_decide
from genjin.meetings.reading import ReadDecision, read_decisions
from genjin.people.queries.people import names_of_people
from genjin.web.meetings.gates import decision_or_404, deleted_decision_or_404, item_or_404, meeting_or_404
from genjin.web.meetings.screen_data import checks_of, made_in
from genjin.web.shared.files import offer_undo
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals

LONGEST_PROPOSED = 2000


@require_POST
@answers_refusals
def add(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Write down what was typed. It becomes an action where it names a doer or a day, or where that is asked for.

    Several things to do become as many decisions.
    """
    meeting = meeting_or_404(request, pk)
    place, text = item_or_404(request, meeting, item), request.POST.get("text", "")
    if not can_decide(signed_in(request), place.project):
        raise NotAllowed(_("You cannot change this plan."))
    if "only_decision" in request.POST:
        decide(place, text, by=signed_in(request))
    else:
        asked = bool(request.POST.get("as_action"))
        found = [(words, read if asked or read.is_action else None) for words, read in _read(meeting, text)]
        decide_all(place, found, by=signed_in(request))
    return _card(request, place)


@require_GET
@answers_refusals
def propose(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Show as which actions a text would go into the plan; nothing where it names neither doer nor day."""
    meeting = meeting_or_404(request, pk)
    place, asked = item_or_404(request, meeting, item), bool(request.GET.get("as_action"))
    reads = [read for _words, read in _read(meeting, request.GET.get("text", "")) if read.content]
    shown = {
        "reads": [(read, asked or read.is_action) for read in reads],
        "shows": any(asked or read.is_action for read in reads),
        "owner": place.project.owner,
        "today": clock.today(),
    }
    return render(request, "meetings/proposal.html", shown)


def _read(meeting: Meeting, text: str) -> list[tuple[str, ReadDecision]]:
    return read_decisions(text[:LONGEST_PROPOSED], reference=meeting.held_on, people=names_of_people())


def _card(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    shown = {
        "item": item,
        "decisions": made_in(signed_in(request), item.meeting, item.project_id),
        "may_decide": item.meeting.is_running and can_decide(signed_in(request), item.project),
        "is_fresh": True,
    }
    return render(request, "meetings/decisions_card.html", shown)


@require_http_methods(["DELETE"])
@answers_refusals
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back; the list without it is the reply, with a way to undo it."""
    decision = decision_or_404(request, pk)
    remove_decision(decision, by=signed_in(request))
    reply = HttpResponse(_list_of(request, decision))
    return offer_undo(reply, decision.content, reverse("decision-restoration", args=[pk]))


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a decision back; the list with it goes to its place."""
    decision = restore_decision(deleted_decision_or_404(request, pk), by=signed_in(request))
    return HttpResponse(_list_of(request, decision_or_404(request, decision.pk), swap_out_of_band=True))


def _list_of(request: HttpRequest, decision: MeetingDecision, *, swap_out_of_band: bool = False) -> str:
    user, meeting = signed_in(request), decision.meeting
    shown = {
        "decisions": made_in(user, meeting, decision.project_id),
        "may_decide": meeting.is_running and can_decide(user, decision.project),
        "swap_out_of_band": swap_out_of_band,
    }
    return render_to_string("meetings/decisions.html", shown, request)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_completion(request: HttpRequest, pk: int) -> HttpResponse:
    """POST ticks an earlier decision off, DELETE opens it again; the list of the meeting `in` which it is checked."""
    decision = decision_or_404(request, pk)
    user = signed_in(request)
    meeting = meeting_or_404(request, read_id(request.GET.get("in", "")) or decision.meeting_id)
    change = finish_decision if request.method == "POST" else reopen_decision
    change(decision, by=user, in_meeting=meeting)
    shown = {
        "meeting": meeting,
        "checks": checks_of(user, meeting, decision.project_id),
        "may_decide": can_decide(user, decision.project),
    }
    return render(request, "meetings/checks.html", shown)
