"""Refusals, answered in one place: what an operation refuses becomes a short piece of HTML with its status."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from genjin.core.errors import DomainError, RuleBroken

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def asks_for_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks, for the part that changes; going back in the browser's history wants the whole page."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


def page_or_part(
    request: HttpRequest, page: str, part: str, shown: Mapping[str, object], *, address: str = ""
) -> HttpResponse:
    """Return a page, or for htmx its `part` alone; the browser then shows `address`, where one is given."""
    if not asks_for_part(request):
        return render(request, page, shown)
    reply = render(request, f"{page}#{part}", shown)
    if address:
        reply["HX-Push-Url"] = address
    return reply


def page_address(name: str, query: str) -> str:
    """Return the address of a page by its name, with the query where there is one."""
    return f"{reverse(name)}?{query}" if query else reverse(name)


def answers_refusals(view: View[P]) -> View[P]:
    """Answer a DomainError with its sentence, its code and its status."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            return show_refusal(request, refusal)

    return answered


def show_refusal(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Return the refusal as HTML; `data-field` names the column it is about."""
    field = refusal.field if isinstance(refusal, RuleBroken) else ""
    reply = render(request, "components/refusal.html", {"refusal": refusal, "field": field}, status=refusal.status)
    if request.headers.get("HX-Request"):
        # an element that asked through htmx stays as it is, and the sentence is shown as a message
        reply["HX-Reswap"] = "none"
        return with_toast(reply, str(refusal.message), is_error=True)
    return reply


def with_toast(reply: HttpResponse, text: str, *, is_error: bool = False) -> HttpResponse:
    """Let the page show a short message when it gets this reply."""
    reply["HX-Trigger"] = json.dumps({"toast": {"text": text, "isError": is_error}})
    return reply
