"""The screens of a meeting: a project each, those with nothing new, the end; and how those of several people agree.

The chair turns, and everybody's screen follows: a screen asks every few seconds whether anything changed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core import clock
from genjin.core.ids import read_id
from genjin.meetings.models import AgendaItem, Meeting
from genjin.meetings.operations.screens import LONGEST, turn_to
from genjin.meetings.policies import can_decide, can_drive, can_take_notes
from genjin.meetings.queries.meetings import agenda_of
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.web.meetings.gates import item_or_404, meeting_or_404
from genjin.web.meetings.page_data import meeting_page, minutes_and_seconds
from genjin.web.meetings.screen_data import checks_of, made_in, project_screen
from genjin.web.meetings.walk import (
    Place,
    first_screen,
    item_address,
    place_of_closing,
    place_of_item,
    place_of_rest,
)
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals, asks_for_part

ALONE = "?alone"


@dataclass(frozen=True, slots=True)
class Frame:
    """What every screen shows around its content: where it stands, the clock, and who turns.

    `spent` seconds were talked about this project, `total` in all; both go on while `is_ticking`. `alone` is the query
    of a screen that does not follow the chair, `onward` that of the screens to which this one leads.
    """

    meeting: Meeting
    place: Place
    item: AgendaItem | None
    spent: int
    total: int
    spent_words: str
    total_words: str
    planned: int
    planned_total: int
    planned_words: str
    is_ticking: bool
    may_drive: bool
    may_note: bool
    turns: bool
    alone: str
    onward: str


@require_GET
@answers_refusals
def show_screen(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Show one project."""
    meeting = meeting_or_404(request, pk)
    shown, user = item_or_404(request, meeting, item), signed_in(request)
    agenda = agenda_of(user, meeting)
    place = place_of_item(meeting, agenda, shown, _onward(request, meeting))
    values = {"frame": _frame(request, meeting, agenda, place, shown), "screen": project_screen(user, meeting, shown)}
    return _show(request, "project", values)


@require_GET
@answers_refusals
def show_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the projects with nothing new, together."""
    return _show_whole(request, pk, "rest", place_of_rest)


@require_GET
@answers_refusals
def show_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was decided, and how to end."""
    return _show_whole(request, pk, "closing", place_of_closing)


def _show_whole(
    request: HttpRequest, pk: int, kind: str, place_of: Callable[[Meeting, list[AgendaItem], str], Place]
) -> HttpResponse:
    """Show a screen that is about the whole meeting."""
    meeting = meeting_or_404(request, pk)
    agenda = agenda_of(signed_in(request), meeting)
    place = place_of(meeting, agenda, _onward(request, meeting))
    values = {"frame": _frame(request, meeting, agenda, place), "page": meeting_page(signed_in(request), meeting)}
    return _show(request, kind, values)


@require_http_methods(["GET", "POST"])
@answers_refusals
def now(request: HttpRequest, pk: int) -> HttpResponse:
    """GET leads to the screen at which the meeting is; POST puts a project on everybody's screen, or none."""
    meeting, user = meeting_or_404(request, pk), signed_in(request)
    if request.method == "GET":
        return redirect(first_screen(meeting, agenda_of(user, meeting)))
    wanted = request.POST.get("item", "")
    item = item_or_404(request, meeting, read_id(wanted) or 0) if wanted else None
    turn_to(meeting, item, by=user)
    return HttpResponse(status=204)


@require_GET
@answers_refusals
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a screen that asks for news: another screen for who follows, other lists since `version`, or nothing.

    Nobody is taken away from a decision (`text`) that is not written down, nor by the end from open notes (`writing`).
    """
    meeting = meeting_or_404(request, pk)
    on_screen, is_typing = request.GET.get("item", ""), bool(request.GET.get("text", "").strip())
    if not meeting.is_running and not is_typing and "writing" not in request.GET:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("meeting", args=[pk])})
    shown = _followed(request, meeting, on_screen)
    if shown is not None and not is_typing:
        path = item_address(shown)
        return HttpResponse(status=204, headers={"HX-Location": f'{{"path": "{path}", "target": "#screen"}}'})
    if request.GET.get("version") == str(meeting.version):
        return HttpResponse(status=204)
    return HttpResponse(_lists(request, meeting, read_id(on_screen), gone_on_to=shown.project if shown else None))


def _followed(request: HttpRequest, meeting: Meeting, on_screen: str) -> AgendaItem | None:
    """Return what the chair shows where that is not what stands on the screen of this person, who follows."""
    user = signed_in(request)
    follows = "alone" not in request.GET and not can_drive(user, meeting)
    if not follows or meeting.showing_id is None or str(meeting.showing_id) == on_screen:
        return None
    return next((one for one in agenda_of(user, meeting) if one.pk == meeting.showing_id), None)


def _lists(request: HttpRequest, meeting: Meeting, on_screen: int | None, *, gone_on_to: Project | None) -> str:
    """Return the lists of a screen that may have changed, each to be put in its place, and the new version."""
    user = signed_in(request)
    values: dict[str, object] = {"meeting": meeting, "item_pk": on_screen, "alone": "alone" in request.GET}
    values["gone_on_to"] = gone_on_to
    html = render_to_string("meetings/mark.html", values | {"swap_out_of_band": True}, request)
    if on_screen is None:
        return html
    item = item_or_404(request, meeting, on_screen)
    values |= {
        "item": item,
        "checks": checks_of(user, meeting, item.project_id),
        "decisions": made_in(user, meeting, item.project_id),
        "may_decide": project_may_be_decided(user, item),
        "swap_out_of_band": True,
    }
    return html + "".join(
        render_to_string(f"meetings/{name}.html", values, request) for name in ("checks", "decisions")
    )


def project_may_be_decided(user: User, item: AgendaItem) -> bool:
    """Tell whether this person may write down decisions about a project of a running meeting."""
    return item.meeting.is_running and can_decide(user, item.project)


def _frame(
    request: HttpRequest, meeting: Meeting, agenda: list[AgendaItem], place: Place, item: AgendaItem | None = None
) -> Frame:
    may_drive = can_drive(signed_in(request), meeting)
    is_shown = item is not None and meeting.showing_id == item.pk
    turns = may_drive and meeting.is_running and (not is_shown if item else meeting.showing_id is not None)
    here = _since_turning(meeting) if is_shown else 0
    spent = (item.seconds if item else 0) + here
    total = sum(one.seconds for one in agenda) + (here or _since_turning(meeting))
    planned = 60 * meeting.minutes_each
    planned_total = planned * sum(not one.is_quiet for one in agenda)
    return Frame(
        meeting=meeting,
        place=place,
        item=item,
        spent=spent,
        total=total,
        spent_words=minutes_and_seconds(spent),
        total_words=minutes_and_seconds(total),
        planned=planned,
        planned_total=planned_total,
        planned_words=minutes_and_seconds(planned if item else planned_total),
        is_ticking=meeting.is_running and (is_shown or (turns and item is not None)),
        may_drive=may_drive,
        may_note=can_take_notes(signed_in(request), meeting),
        turns=turns,
        alone=_alone(request),
        onward=_onward(request, meeting),
    )


def _since_turning(meeting: Meeting) -> int:
    if meeting.showing_since is None:
        return 0
    return round(min(clock.now() - meeting.showing_since, LONGEST).total_seconds())


def _alone(request: HttpRequest) -> str:
    return ALONE if "alone" in request.GET else ""


def _onward(request: HttpRequest, meeting: Meeting) -> str:
    """Return the query of the next screen: who turns without being the chair of a running meeting goes alone."""
    goes_alone = meeting.is_running and not can_drive(signed_in(request), meeting)
    return ALONE if goes_alone else _alone(request)


def _show(request: HttpRequest, kind: str, values: dict[str, object]) -> HttpResponse:
    shown = values | {"content": f"meetings/screen_{kind}.html"}
    return render(request, "meetings/screen.html" if asks_for_part(request) else "meetings/stage.html", shown)
