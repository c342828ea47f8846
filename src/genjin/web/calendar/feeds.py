"""The page on which a person keeps calendar feeds. A feed's address is shown once, in the reply that made it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from genjin.calendar.models import CalendarFeed
from genjin.calendar.operations import feeds
from genjin.calendar.queries.feeds import own_feeds
from genjin.core.errors import RuleBroken
from genjin.web.calendar.forms import FeedForm
from genjin.web.shared.client_address import client_address
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@never_cache
@require_http_methods(["GET", "POST"])
@answers_refusals
def show_feeds(request: HttpRequest) -> HttpResponse:
    """GET lists one's feeds, POST makes one and shows its address."""
    if request.method == "GET":
        return _page(request, FeedForm())
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            feed, secret = feeds.add_feed(**form.cleaned_data, by=signed_in(request), address=client_address(request))
            return _page(request, FeedForm(), made=feed, secret=secret)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return _page(request, form, status=422)


@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows a feed as a form, POST changes it, DELETE revokes it."""
    found = _own_or_404(request, pk)
    user, address = signed_in(request), client_address(request)
    if request.method == "DELETE":
        feeds.revoke_feed(found, by=user, address=address)
        messages.success(request, _("%(name)s is revoked; its address is dead.") % {"name": found.name})
        reply = HttpResponse()
        reply["HX-Redirect"] = reverse("calendar-feeds")
        return reply
    begun = {"name": found.name, "kinds": found.kinds, "alarm": found.alarm}
    form = FeedForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        try:
            feeds.change_feed(found, **form.cleaned_data, by=user, address=address)
            messages.success(request, _("Saved. Calendars see it when they fetch next."))
            return redirect("calendar-feeds")
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    shown = {"form": form, "feed": found}
    return render(request, "calendar/feed.html", shown, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@answers_refusals
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a feed a new address and show it."""
    found = _own_or_404(request, pk)
    secret = feeds.renew_feed(found, by=signed_in(request), address=client_address(request))
    return _page(request, FeedForm(), made=found, secret=secret)


def _own_or_404(request: HttpRequest, pk: int) -> CalendarFeed:
    return get_object_or_404(own_feeds(signed_in(request)), pk=pk)


def _page(
    request: HttpRequest, form: FeedForm, *, made: CalendarFeed | None = None, secret: str = "", status: int = 200
) -> HttpResponse:
    address = request.build_absolute_uri(reverse("calendar-feed", args=[secret])) if secret else ""
    shown = {
        "feeds": own_feeds(signed_in(request)),
        "form": form,
        "made": made,
        "address": address,
        # with the s it goes by https from the first byte: the address is the key
        "webcal": f"{'webcals' if request.is_secure() else 'webcal'}:{address.partition(':')[2]}" if address else "",
    }
    reply = render(request, "calendar/feeds.html", shown, status=status)
    if secret:
        reply["Referrer-Policy"] = "no-referrer"
    return reply
