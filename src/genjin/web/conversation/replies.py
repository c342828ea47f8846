"""What answers something said: the piece that changed, and how many open threads the marks of the page show now."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from genjin.conversation.kinds import Thing, kind_of
from genjin.conversation.models import Thread
from genjin.conversation.queries.reading import read_thread
from genjin.conversation.queries.things import target_of
from genjin.conversation.queries.threads import open_count
from genjin.web.conversation.gates import named_thing
from genjin.web.conversation.panel_data import conversation, key_of
from genjin.web.conversation.thread_data import thread_card
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import asks_for_part

OF = "of"  # the field in which a request says what the panel is about


def show_conversation(request: HttpRequest, thing: Thing, *, status: int = 200) -> HttpResponse:
    """Show all that is said about a thing: in the panel, or as a page of its own."""
    shown = {"talk": conversation(signed_in(request), thing)}
    name = "conversation/panel.html" if asks_for_part(request) else "conversation/page.html"
    return render(request, name, shown, status=status)


def show_thread(request: HttpRequest, thread: Thread, *, toast: dict[str, str] | None = None) -> HttpResponse:
    """Show one thread anew, and let the marks follow; one in which nothing is left leaves its place empty."""
    user = signed_in(request)
    shown = named_thing(request, request.POST.get(OF) or request.GET.get(OF, ""))
    read = None if thread.is_deleted else read_thread(user, thread)
    card = thread_card(read, user=user, shown=key_of(shown) if shown else None) if read else None
    reply = render(request, "conversation/thread.html", {"card": card, "pk": thread.pk})
    return with_marks(reply, target_of(thread), toast=toast)


def refreshed(thing: Thing | None, *, toast: dict[str, str] | None = None) -> HttpResponse:
    """Answer without a piece of HTML: the panel, where it is open, fetches itself anew."""
    return with_marks(HttpResponse(status=204), thing, toast=toast, is_stale=True)


def at_its_place(reply: HttpResponse, target: str) -> HttpResponse:
    """Let a form stand where what it changes stands, whichever place the request named."""
    reply["HX-Retarget"], reply["HX-Reswap"] = target, "outerHTML"
    return reply


def with_marks(
    reply: HttpResponse, thing: Thing | None, *, toast: dict[str, str] | None = None, is_stale: bool = False
) -> HttpResponse:
    """Let the marks of a thing, and of the row in which it stands, show how many threads are open there now."""
    told: dict[str, Any] = {"talked": {"marks": _marks(thing) if thing else {}, "isStale": is_stale}}
    if toast:
        told["toast"] = toast
    reply["HX-Trigger"] = json.dumps(told)
    return reply


def _marks(thing: Thing) -> dict[str, int]:
    things = {thing, row} if (row := getattr(thing, "follow_up", None)) else {thing}
    return {f"{kind_of(entry).key}-{entry.pk}": open_count(entry) for entry in things}
