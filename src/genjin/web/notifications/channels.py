"""Channels: adding one's own, testing, switching and removing any in one's care."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from genjin.core.errors import RuleBroken, WrongState
from genjin.notifications.models import Channel, ChannelKind
from genjin.notifications.operations.channels import add_own_channel, remove_channel, send_test, switch_channel
from genjin.notifications.queries.channels import visible_channels, visible_deliveries
from genjin.web.notifications.forms import OwnChannelForm
from genjin.web.notifications.preferences import render_settings
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


def channel_or_404(request: HttpRequest, pk: int) -> Channel:
    """Return a channel of one's own or in one's care; an administrator sees all."""
    return get_object_or_404(visible_channels(signed_in(request)), pk=pk)


@require_POST
@answers_refusals
def add_own(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = OwnChannelForm(user, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            add_own_channel(kind=ChannelKind(data["kind"]), name=data["name"], address=data["address"], by=user)
        except (RuleBroken, WrongState) as refusal:
            field = refusal.field if isinstance(refusal, RuleBroken) and refusal.field in form.fields else None
            form.add_error(field, str(refusal.message))
        else:
            messages.success(request, _("The channel is there. Send a test to see whether it works."))
            return redirect("notification-settings")
    return render_settings(request, user, new=form)


@require_POST
@answers_refusals
def test(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = send_test(channel_or_404(request, pk), by=signed_in(request))
    return render(request, "notifications/delivery_state.html", {"delivery": delivery})


@require_GET
def show_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """How a test goes: asked again and again until it is over."""
    delivery = get_object_or_404(visible_deliveries(signed_in(request)), pk=pk)
    return render(request, "notifications/delivery_state.html", {"delivery": delivery})


@require_POST
@answers_refusals
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    channel = switch_channel(channel_or_404(request, pk), on=request.POST.get("on") == "1", by=signed_in(request))
    said = _("“%(name)s” is on.") if channel.is_active else _("“%(name)s” is off.")
    messages.success(request, said % {"name": channel})
    return redirect(_page_of(channel))


@require_POST
@answers_refusals
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    channel = channel_or_404(request, pk)
    remove_channel(channel, by=signed_in(request))
    messages.success(request, _("“%(name)s” is removed.") % {"name": channel})
    return redirect(_page_of(channel))


def _page_of(channel: Channel) -> str:
    return "channels" if channel.is_of_group else "notification-settings"
