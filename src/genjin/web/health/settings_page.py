"""The settings of the checks, for administrators: figures, switches, and how often each check was judged wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.health.operations.settings import set_checks
from genjin.health.policies import can_set_checks
from genjin.health.queries.health_settings import stored_settings
from genjin.health.queries.verdicts import verdict_counts
from genjin.pipeline.queries.stages import all_stages
from genjin.web.health.settings_form import SettingsForm
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST"])
@answers_refusals
def show_settings(request: HttpRequest) -> HttpResponse:
    """GET shows the settings, POST stores them."""
    user = signed_in(request)
    if not can_set_checks(user):
        raise NotAllowed(_("Only an administrator can change these settings."))
    form = SettingsForm(list(all_stages()), stored_settings(), request.POST if request.method == "POST" else None)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                seen = form.cleaned_data["version"]
                set_checks(form.stage_settings(), form.check_settings(), seen=seen, by=user)
                messages.success(request, _("Saved. Every plan is calculated again with these figures."))
                return redirect("health-settings")
            except RuleBroken as broken:
                form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
            except StaleEdit as stale:
                status, refusal = 409, str(stale.message)
    counts = verdict_counts()
    shown = {
        "form": form,
        "refusal": refusal,
        "stages": list(form.stage_rows()),
        "dimensions": list(form.check_rows(counts)),
    }
    return render(request, "health/settings.html", shown, status=status)
