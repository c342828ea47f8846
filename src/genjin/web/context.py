"""What every page shows around its content."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from genjin.live.queries.news import latest_cursor
from genjin.notifications.queries.inbox import Unread, unread
from genjin.people.models import User
from genjin.people.policies import can_look_after_people
from genjin.planning.models import SavedView
from genjin.planning.queries.buying_signals import count_of_new
from genjin.planning.queries.saved_views import visible_views
from genjin.web.frame.theme import chosen_theme
from genjin.web.navigation import Destination, destinations

MOST_VIEWS = 30


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Return what the layout needs; what asks the database does so only where the layout is drawn."""
    return {
        "theme": chosen_theme(request),
        "destinations": SimpleLazyObject(lambda: _destinations(request)),
        "elsewhere": settings.OIDC.apps,
        "new_signals_count": SimpleLazyObject(lambda: _new_signals(request)),
        "live_after": SimpleLazyObject(latest_cursor),
        "unread": SimpleLazyObject(lambda: _unread(request)),
        "saved_views": SimpleLazyObject(lambda: _saved_views(request)),
    }


def _destinations(request: HttpRequest) -> list[tuple[Destination, str, bool]]:
    """Return the sidebar's entries, those of managers for whoever looks after people."""
    is_manager = isinstance(request.user, User) and can_look_after_people(request.user)
    return [
        (entry, address, request.path.startswith(address))
        for entry, address in destinations()
        if is_manager or not entry.is_of_managers
    ]


def _saved_views(request: HttpRequest) -> list[SavedView]:
    return list(visible_views(request.user)[:MOST_VIEWS]) if isinstance(request.user, User) else []


def _new_signals(request: HttpRequest) -> int:
    return count_of_new(request.user) if isinstance(request.user, User) else 0


def _unread(request: HttpRequest) -> Unread:
    return unread(request.user) if isinstance(request.user, User) else Unread()
