"""The signal from which a form was opened: what is saved in it is remembered as what the signal became."""

from django.http import Http404, HttpRequest, HttpResponse

from genjin.core.ids import read_id
from genjin.customers.models import Customer
from genjin.pipeline.models import Project
from genjin.planning.models import BuyingSignal
from genjin.planning.operations.buying_signals import remember_outcome
from genjin.web.shared.gates import signal_or_404, signed_in
from genjin.web.signals.replies import draw_signal


def origin_of(request: HttpRequest, owner: Project | Customer) -> BuyingSignal | None:
    """Return the signal that the address names; one of another project is not there."""
    word = request.GET.get("signal", "")
    if not word:
        return None
    known = read_id(word)
    if known is None:
        raise Http404
    signal = signal_or_404(request, known)
    if not isinstance(owner, Project) or signal.project_id != owner.pk:
        raise Http404
    return signal


def with_outcome(
    request: HttpRequest, reply: HttpResponse, signal: BuyingSignal | None, kind: str, pk: int
) -> HttpResponse:
    """Remember what a signal became, and renew it on the page; without a signal the reply stays as it is."""
    if signal is not None:
        remember_outcome(signal, kind=kind, pk=pk, by=signed_in(request))
        reply.write(draw_signal(request, signal.pk))
    return reply
