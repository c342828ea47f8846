"""Where one was asked by name: setting it aside, and taking that back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from genjin.conversation.operations.mentions import await_mention, settle_mention
from genjin.web.conversation.gates import own_mention_or_404
from genjin.web.conversation.mentions_data import mentions_part
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """POST sets the question aside, DELETE lets it wait again; what waits is the reply."""
    change = settle_mention if request.method == "POST" else await_mention
    change(own_mention_or_404(request, pk), by=signed_in(request))
    return _show(request)


def _show(request: HttpRequest) -> HttpResponse:
    return render(request, "conversation/mentions.html", {"mentions": mentions_part(signed_in(request))})
