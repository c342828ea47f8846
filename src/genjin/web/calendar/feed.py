"""A feed as a calendar fetches it: the secret in the address is all that it needs, and all that opens it."""

import hashlib

# its public face leaves GET out
from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from genjin.calendar.models import CalendarFeed
from genjin.calendar.operations.publishing import note_fetched, publish
from genjin.calendar.queries.entries import calendar_entries
from genjin.calendar.queries.feeds import feed_by_secret
from genjin.calendar.writing import calendar_of
from genjin.core import clock
from genjin.core.storable import storable_text
from genjin.notifications.queries.preferences import preference_of
from genjin.web.shared.secret_address import unlogged

PLAIN = {"content_type": "text/plain; charset=utf-8"}
# a calendar fetches once an hour or so; guessing is hopeless, and should not cost much either
RATES = {"fetch": "120/h/key", "guess": "30/m/ip"}


@login_not_required
@require_safe
def send_feed(request: HttpRequest, secret: str) -> HttpResponse:
    feed = feed_by_secret(secret)
    if feed is None:
        return _refused(request, "guess") or _kept_close(unlogged(HttpResponseNotFound("Not found\n", **PLAIN)))
    too_often = _refused(request, "fetch", key=str(feed.pk))
    if too_often is not None:
        return too_often
    content = _content(request, feed)
    note_fetched(feed, storable_text(request.headers.get("User-Agent", "")))
    return _reply(request, content)


def _content(request: HttpRequest, feed: CalendarFeed) -> bytes:
    zone = preference_of(feed.owner).zone
    with translation.override(feed.language), timezone.override(zone):
        told = publish(feed, calendar_entries(feed.owner, feed.kinds, clock.today()))
        return calendar_of(
            feed,
            told,
            time_zone=zone.key,
            address_of=lambda pk: request.build_absolute_uri(reverse("project", args=[pk])),
        )


def _reply(request: HttpRequest, content: bytes) -> HttpResponse:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = {known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))}
    if tag in known or "*" in known:
        reply: HttpResponse = HttpResponseNotModified()
    else:
        reply = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        reply["Content-Disposition"] = 'inline; filename="genjin.ics"'
    reply["ETag"] = tag
    return _kept_close(reply)


def _kept_close(reply: HttpResponse) -> HttpResponse:
    """Let nobody on the way keep the reply or pass its address on; the calendar itself asks again each time."""
    patch_cache_control(reply, private=True, no_cache=True)
    reply["Referrer-Policy"] = "no-referrer"
    reply["X-Robots-Tag"] = "noindex"
    reply["X-Content-Type-Options"] = "nosniff"
    return reply


def _refused(request: HttpRequest, action: str, key: str | None = None) -> HttpResponse | None:
    usage = ratelimit.consume(request, app="genjin", action=action, config=RATES, key=key, limit_get=True)
    if usage:
        return None
    reply = HttpResponse("Too many requests\n", status=429, **PLAIN)
    reply["Retry-After"] = "3600"
    return _kept_close(unlogged(reply))
