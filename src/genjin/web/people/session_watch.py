"""Around every request of somebody signed in: when this browser was last seen, and whether a second factor is due."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from genjin.core import clock
from genjin.people.models import User
from genjin.people.operations.sessions import note_session
from genjin.people.queries.second_factor import has_second_factor, needs_second_factor
from genjin.web.people.adapter import SIGNED_IN_BY
from genjin.web.shared.client_address import client_address

SEEN, DUE = "seen_at", "second_factor_due"
UNKNOWN = "::"
EVERY = 300  # seconds: a row is not written for every page
# what can be reached while a second factor is still to be set up
WITHOUT = ("/settings/second-factor/", "/sign-in/", "/language/", "/theme/")


def watch_from_now(request: HttpRequest) -> None:
    """Let a session be watched that begins without allauth's sign-in page: by an invitation."""
    request.session[SEEN] = 0


class SessionWatch:
    """Middleware. Nothing is asked of the database but once in five minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if (SIGNED_IN_BY in session or SEEN in session) and isinstance(request.user, User):
            if clock.now().timestamp() - session.get(SEEN, 0) > EVERY:
                self._look(request, request.user)
            if session.get(DUE) and not request.path.startswith(WITHOUT):
                if not has_second_factor(request.user):
                    return redirect("mfa_activate_totp")
                del session[DUE]
        return self.get_response(request)

    def _look(self, request: HttpRequest, user: User) -> None:
        note_session(
            user,
            key=request.session.session_key or "",
            address=client_address(request) or UNKNOWN,
            agent=request.headers.get("User-Agent", ""),
        )
        request.session[SEEN] = clock.now().timestamp()
        request.session[DUE] = needs_second_factor() and not has_second_factor(user)
