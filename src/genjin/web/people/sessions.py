"""One's own sessions: where one is signed in, and signing out there."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.people.operations.sessions import end_session, end_sessions
from genjin.people.queries.sessions import sessions_of
from genjin.web.people.session_data import session_lines
from genjin.web.people.session_watch import SEEN
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def sessions(request: HttpRequest) -> HttpResponse:
    """GET shows where one is signed in; POST or DELETE signs out everywhere but here."""
    user = signed_in(request)
    if request.method == "GET":
        lines = session_lines(sessions_of(user), current=request.session.session_key or "")
        return render(request, "people/sessions.html", {"sessions": lines})
    update_session_auth_hash(request, end_sessions(user, by=user))
    request.session.pop(SEEN, None)  # the session has a new key, and is written down anew
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("sessions")


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one browser."""
    user = signed_in(request)
    end_session(get_object_or_404(sessions_of(user), pk=pk), by=user)
    messages.success(request, _("That browser is signed out."))
    return redirect("sessions")
