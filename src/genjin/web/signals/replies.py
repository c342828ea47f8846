"""What answers a decision: the signal as it is now, and whatever else the asking page shows of it."""

import json

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from genjin.people.policies import can_write
from genjin.planning.models import BuyingSignal
from genjin.planning.queries.buying_signals import count_of_new
from genjin.planning.queries.signal_list import objections_around
from genjin.web.projects.modules import draw_modules
from genjin.web.shared.gates import signal_or_404, signed_in
from genjin.web.signals.item_data import signal_item

INBOX = "signal-inbox"  # stands among the modules that a page says it shows
SHOWN_BY = ("signals", "records")


def decided(request: HttpRequest, signal: BuyingSignal, words: str, *, undo: str = "") -> HttpResponse:
    """Renew what shows the signal, and say what was done."""
    reply = HttpResponse(draw_signal(request, signal.pk))
    reply["HX-Trigger"] = json.dumps({"toast": {"text": words, **({"undo": undo} if undo else {})}})
    return reply


def draw_signal(request: HttpRequest, pk: int) -> str:
    """Return the signal for the inbox, or the modules of its project's page, and the number beside the menu's entry."""
    user = signed_in(request)
    signal = signal_or_404(request, pk)
    drawn = render_to_string("signals/count.html", {"count": count_of_new(user), "swap_out_of_band": True}, request)
    if INBOX not in request.headers.get("X-Modules", "").split():
        return drawn + draw_modules(request, signal.project, SHOWN_BY)
    item = signal_item(signal, objections_around([signal]).get(signal.follow_up_id, ()))
    shown = {"item": item, "may_edit": can_write(user), "swap_out_of_band": True}
    return drawn + render_to_string("signals/signal.html", shown, request)
