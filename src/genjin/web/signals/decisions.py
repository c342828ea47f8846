"""What people say to a signal: confirm, dismiss, take it back, mark words by hand; and the forms that it proposes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.planning.operations.buying_signals import add_signal, confirm_signal, dismiss_signal, reopen_signal
from genjin.planning.policies import can_log
from genjin.planning.queries.signal_list import objections_around
from genjin.web.shared.gates import follow_up_or_404, signal_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals
from genjin.web.signals.forms import SignalForm
from genjin.web.signals.item_data import text_around
from genjin.web.signals.prefill import address_of
from genjin.web.signals.proposals import proposal_keys
from genjin.web.signals.replies import decided


@require_POST
@answers_refusals
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    signal = confirm_signal(signal_or_404(request, pk), by=signed_in(request))
    return decided(request, signal, _("Confirmed."), undo=reverse("signal-reopening", args=[pk]))


@require_POST
@answers_refusals
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    signal = dismiss_signal(signal_or_404(request, pk), reason=reason, by=signed_in(request))
    words = _("Dismissed. These words are not proposed again.")
    return decided(request, signal, words, undo=reverse("signal-reopening", args=[pk]))


@require_POST
@answers_refusals
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return decided(request, reopen_signal(signal_or_404(request, pk), by=signed_in(request)), _("Taken back."))


@require_GET
@answers_refusals
def propose(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Lead to the form of what the signal changes, filled in as far as the words tell."""
    signal, user = signal_or_404(request, pk), signed_in(request)
    if not can_log(user, signal.project):
        raise NotAllowed(_("You cannot change this plan."))
    if key not in dict(proposal_keys(signal)):
        raise Http404
    text = text_around(signal, objections_around([signal]).get(signal.follow_up_id, ()))
    return HttpResponseRedirect(address_of(signal, key, text, user))


@require_http_methods(["GET", "POST"])
@answers_refusals
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks which words of a row carry a signal, POST marks them."""
    row, user = follow_up_or_404(request, pk), signed_in(request)
    if not can_log(user, row.project):
        raise NotAllowed(_("You cannot change this row."))
    form = SignalForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                signal = add_signal(row, label=form.label, words=form.cleaned_data["evidence"], by=user)
            except RuleBroken as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            else:
                reply = decided(request, signal, _("Marked."))
                reply["HX-Trigger-After-Settle"] = '{"saved": {}}'
                return reply
    return render(request, "signals/add.html", {"form": form, "row": row}, status=status)
