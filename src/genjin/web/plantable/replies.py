"""Where a page goes after a deed: as htmx wants it told, or as any browser does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url


def go_to(request: HttpRequest, name: str, *args: int) -> HttpResponse:
    """Open another page."""
    if not request.headers.get("HX-Request"):
        return redirect(name, *args)
    return HttpResponse(headers={"HX-Redirect": resolve_url(name, *args)})


def stay() -> HttpResponse:
    """Draw the same page again, wherever the deed was done."""
    return HttpResponse(headers={"HX-Refresh": "true"})
