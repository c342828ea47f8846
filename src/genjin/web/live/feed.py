"""What is new since the asking page knows: asked every second or two, so a reply without news costs next to nothing.

It also tells how many notifications are unread, so that the bell need not ask for itself.

The reply is JSON, the only one that an island reads: it holds no content, only what to ask for, and the names of those
who are there.
"""

from hashlib import blake2s

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from genjin.core.ids import read_ids
from genjin.live.cursor import read_cursor
from genjin.live.queries.news import Change, News, latest_cursor, news_for
from genjin.live.queries.presences import others_at
from genjin.notifications.queries.inbox import unread_in_all
from genjin.web.live.places import place_of, shown_presence
from genjin.web.shared.gates import signed_in

MOST_PROJECTS = 400


@require_GET
def show_news(request: HttpRequest) -> HttpResponse:
    """Answer 204 where nothing is new to this page: neither events nor who is there nor what is unread."""
    user = signed_in(request)
    cursor = read_cursor(request.GET.get("after", ""))
    if cursor is None:
        news = News(latest_cursor(), is_everything=True)
    else:
        about = read_ids(request.GET.get("about", "").split(",")[:MOST_PROJECTS])
        news = news_for(user, cursor, about=about)
    place = place_of(request.GET.get("place", ""))
    people = [shown_presence(entry) for entry in others_at(user, place)] if place else []
    tag = blake2s(repr(people).encode(), digest_size=6).hexdigest() if people else ""
    unread = unread_in_all(user)
    if not news.is_anything and (tag, str(unread)) == (request.GET.get("people", ""), request.GET.get("unread", "")):
        return HttpResponse(status=204)
    return JsonResponse(
        {
            "after": str(news.cursor),
            "changes": [_told(change) for change in news.changes],
            "gone": sorted(news.gone),
            "everything": news.is_everything,
            "people": people,
            "tag": tag,
            "unread": unread,
        }
    )


def _told(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "project": change.project,
        "customer": change.customer,
        "row": change.row,
        "by": change.by,
        "own": change.is_own,
    }
