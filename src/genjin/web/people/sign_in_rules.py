"""What this installation asks of everybody who signs in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core.errors import NotAllowed, WrongState
from genjin.people.operations.second_factor import require_second_factor
from genjin.people.policies import can_administer
from genjin.people.queries.second_factor import has_second_factor, needs_second_factor
from genjin.web.people.forms import RulesForm
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST"])
@answers_refusals
def show_rules(request: HttpRequest) -> HttpResponse:
    """GET shows the rules, POST stores them."""
    user = signed_in(request)
    if not can_administer(user):
        raise NotAllowed(_("Only an administrator can change these settings."))
    form = RulesForm(
        request.POST if request.method == "POST" else None, initial={"needs_second_factor": needs_second_factor()}
    )
    if form.is_valid():
        try:
            require_second_factor(needed=form.cleaned_data["needs_second_factor"], by=user)
            messages.success(request, _("Saved."))
            return redirect("sign-in-rules")
        except WrongState as refusal:
            form.add_error("needs_second_factor", str(refusal.message))
    shown = {
        "form": form,
        "has_own": has_second_factor(user),
        "provider": next((app["name"] for app in settings.OIDC.apps), ""),
        "domains": settings.OIDC.domains,
    }
    return render(request, "people/sign_in_rules.html", shown, status=422 if form.is_bound else 200)
