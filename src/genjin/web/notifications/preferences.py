"""What a person is told, where and when: the page of settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core.errors import RuleBroken
from genjin.notifications.operations.preferences import set_preference
from genjin.notifications.policies import can_manage_group_channels
from genjin.notifications.queries.channels import own_channels
from genjin.notifications.queries.preferences import preference_of
from genjin.people.models import User
from genjin.web.notifications.forms import OwnChannelForm, PreferenceForm
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST"])
@answers_refusals
def show_settings(request: HttpRequest) -> HttpResponse:
    """GET shows the settings, POST stores them."""
    user = signed_in(request)
    form = PreferenceForm(preference_of(user), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_preference(form.choices(), form.hours(), by=user)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("notification-settings")
    return render_settings(request, user, form)


def render_settings(
    request: HttpRequest, user: User, form: PreferenceForm | None = None, new: OwnChannelForm | None = None
) -> HttpResponse:
    """Return the page, with a form as it was sent where something in it is wrong."""
    is_wrong = (form is not None and bool(form.errors)) or (new is not None and bool(new.errors))
    shown = {
        "form": form or PreferenceForm(preference_of(user)),
        "new": new or OwnChannelForm(user),
        "channels": list(own_channels(user)),
        "may_manage": can_manage_group_channels(user),
    }
    return render(request, "notifications/settings.html", shown, status=422 if is_wrong else 200)
