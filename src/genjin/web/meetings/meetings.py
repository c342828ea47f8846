"""The list of meetings, and one meeting: start, end, open again, notes, who is there, delete."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.core.ids import read_id
from genjin.meetings.models import Meeting, MeetingScope
from genjin.meetings.operations.meetings import (
    delete_meeting,
    end_meeting,
    name_people_present,
    reopen_meeting,
    restore_meeting,
    start_meeting,
    write_notes,
)
from genjin.meetings.operations.screens import move_item
from genjin.meetings.policies import can_drive, can_start_meetings, can_take_notes
from genjin.meetings.queries.meetings import present_last_time
from genjin.meetings.queries.scopes import running_meeting
from genjin.people.models import User
from genjin.web.meetings.forms import NotesForm, PeopleForm, StartForm
from genjin.web.meetings.gates import deleted_meeting_or_404, item_or_404, meeting_or_404
from genjin.web.meetings.page_data import meeting_page, meetings_page
from genjin.web.shared.files import offer_undo
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals

SAVED = {"HX-Trigger-After-Settle": '{"saved": {}, "meeting-changed": {}}'}


@require_http_methods(["GET", "POST"])
@answers_refusals
def meetings(request: HttpRequest) -> HttpResponse:
    """GET lists the meetings, the latest first; POST starts one and leads to it."""
    if request.method == "POST":
        return _start(request)
    shown = {"page": meetings_page(signed_in(request), after=request.GET.get("after", ""))}
    is_part = "after" in request.GET and request.headers.get("HX-Request")
    return render(request, "meetings/list_rows.html" if is_part else "meetings/list.html", shown)


@require_GET
@answers_refusals
def show_new(request: HttpRequest) -> HttpResponse:
    """Show the form that starts a meeting; `project` may name one to begin with."""
    return _ask(request, StartForm(_starter(request), initial=_initial(request)))


def _start(request: HttpRequest) -> HttpResponse:
    user = _starter(request)
    form = StartForm(user, request.POST, initial={})
    if form.is_valid():
        values, people, scope = form.cleaned_data, form.chosen_people(), form.chosen_scope()
        running = running_meeting(user, scope)
        if running is not None:  # a second click, or a meeting that was left in another window
            return _led_to(running)
        try:
            meeting = start_meeting(scope, by=user, present=people, minutes_each=values["minutes_each"])
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            return _led_to(meeting)
    return _ask(request, form, status=422)


def _starter(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_start_meetings(user):
        raise NotAllowed(_("A guest holds no meetings."))
    return user


def _initial(request: HttpRequest) -> dict[str, object]:
    user, projects = signed_in(request), request.GET.getlist("project")
    there = [str(pk) for pk in present_last_time(user)]
    if projects:
        return {"scope": MeetingScope.CHOSEN.value, "projects": projects, "present": there}
    managed = user.managed_departments.order_by("pk").first()
    return {"present": there} | ({"scope": f"department-{managed.pk}"} if managed else {})


def _ask(request: HttpRequest, form: StartForm, *, status: int = 200) -> HttpResponse:
    return render(request, "meetings/start_form.html", {"form": form}, status=status)


def _led_to(meeting: Meeting) -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("meeting", args=[meeting.pk])})


@require_http_methods(["GET", "DELETE"])
@answers_refusals
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows a meeting; DELETE hides it, which can be taken back."""
    found = meeting_or_404(request, pk)
    if request.method == "DELETE":
        delete_meeting(found, by=signed_in(request))
        left = {"page": meetings_page(signed_in(request))}
        reply = render(request, "meetings/list.html#meetings", left)
        reply["HX-Push-Url"] = reverse("meetings")
        return offer_undo(reply, str(found), reverse("meeting-restoration", args=[pk]))
    shown = {"page": meeting_page(signed_in(request), found)}
    is_part = request.headers.get("HX-Request") and "part" in request.GET
    return render(request, "meetings/meeting.html#meeting" if is_part else "meetings/meeting.html", shown)


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a deleted meeting back and lead to it."""
    return _led_to(restore_meeting(deleted_meeting_or_404(request, pk), by=signed_in(request)))


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """POST ends the meeting, DELETE opens it again; both lead to its page."""
    found, user = meeting_or_404(request, pk), signed_in(request)
    return _led_to(end_meeting(found, by=user) if request.method == "POST" else reopen_meeting(found, by=user))


@require_http_methods(["GET", "POST"])
@answers_refusals
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the notes as a form, POST writes them."""
    found, user = meeting_or_404(request, pk), signed_in(request)
    if not can_take_notes(user, found):
        raise NotAllowed(_("Only the chair and those present write the notes."))
    if request.method == "GET":
        return _notes(request, found, NotesForm(initial={"notes": found.notes, "seen": found.notes}))
    form = NotesForm(request.POST)
    if form.is_valid():
        try:
            write_notes(found, form.cleaned_data["notes"], seen=form.cleaned_data["seen"], by=user)
        except StaleEdit as refusal:
            theirs = refusal.theirs["notes"]
            again = NotesForm(initial={"notes": form.cleaned_data["notes"], "seen": theirs})
            return _notes(request, found, again, theirs=theirs, status=409)
        return HttpResponse(headers=SAVED)
    return _notes(request, found, form, status=422)


def _notes(
    request: HttpRequest, found: Meeting, form: NotesForm, *, theirs: str | None = None, status: int = 200
) -> HttpResponse:
    shown = {"meeting": found, "form": form, "theirs": theirs}
    return render(request, "meetings/notes_form.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@answers_refusals
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks who is there, POST keeps it."""
    found, user = meeting_or_404(request, pk), signed_in(request)
    if not can_drive(user, found):
        raise NotAllowed(_("Only the chair of the meeting does this."))
    form = PeopleForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        name_people_present(found, form.chosen_people(), by=user)
        return HttpResponse(headers=SAVED)
    shown = {"meeting": found, "form": form}
    return render(request, "meetings/people_form.html", shown, status=422 if form.is_bound else 200)


@require_POST
@answers_refusals
def place(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Put a project at another place of the agenda; the page of the meeting is the reply."""
    found = meeting_or_404(request, pk)
    moved, to = item_or_404(request, found, item), request.POST.get("position", "")
    move_item(moved, read_id(to) or 0, by=signed_in(request))
    return render(request, "meetings/meeting.html#meeting", {"page": meeting_page(signed_in(request), found)})
