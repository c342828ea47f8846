"""The robots of groups, for those who look after them; every channel and its failures, for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.notifications.models import ChannelKind
from genjin.notifications.operations.channels import add_robot, change_robot, send_again
from genjin.notifications.policies import can_manage_group_channels, can_see_troubles
from genjin.notifications.queries.channels import (
    all_channels,
    departments_to_manage,
    group_channels,
    troubled_deliveries,
    visible_deliveries,
    waiting_count,
)
from genjin.people.models import User
from genjin.web.notifications.channels import channel_or_404
from genjin.web.notifications.forms import RobotChangeForm, RobotForm
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals

MOST_TROUBLES = 50


@require_http_methods(["GET", "POST"])
@answers_refusals
def show_channels(request: HttpRequest) -> HttpResponse:
    """GET shows the channels, POST adds a robot."""
    user = signed_in(request)
    if not can_manage_group_channels(user):
        raise NotAllowed(_("Only administrators and managers look after group robots."))
    form = _robot_form(user, request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            add_robot(**{**data, "kind": ChannelKind(data["kind"])}, by=user)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            messages.success(request, _("The robot is there. Send a test to see whether it works."))
            return redirect("channels")
    return render(request, "notifications/channels.html", _shown(user, form), status=422 if form.errors else 200)


def _robot_form(user: User, request: HttpRequest) -> RobotForm:
    data = request.POST if request.method == "POST" else None
    empty_label = _("Everybody's") if user.is_administrator else None
    return RobotForm(departments_to_manage(user), data, empty_label=empty_label)


def _shown(user: User, form: RobotForm) -> dict[str, object]:
    may_see_all = can_see_troubles(user)
    return {
        "form": form,
        "robots": [(channel, RobotChangeForm(channel)) for channel in group_channels(user)],
        "may_see_all": may_see_all,
        "all_channels": list(all_channels()) if may_see_all else [],
        "troubles": troubled_deliveries(MOST_TROUBLES) if may_see_all else [],
        "waiting_count": waiting_count() if may_see_all else 0,
    }


@require_POST
@answers_refusals
def change(request: HttpRequest, pk: int) -> HttpResponse:
    channel = channel_or_404(request, pk)
    form = RobotChangeForm(channel, request.POST)
    if not form.is_valid():
        raise RuleBroken(_("This cannot be saved: choose from what is offered."))
    data = form.cleaned_data
    change_robot(channel, name=data["name"], topics=data["topics"], language=data["language"], by=signed_in(request))
    messages.success(request, _("Saved."))
    return redirect("channels")


@require_POST
@answers_refusals
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    send_again(get_object_or_404(visible_deliveries(user), pk=pk), by=user)
    messages.success(request, _("It is sent again."))
    return redirect("channels")
