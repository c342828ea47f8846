"""Whole addresses that are handed to somebody outside the page."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def whole_address(request: HttpRequest, name: str, *args: object) -> str:
    """Return the address of a page with the host: the configured one, else the one that was called.

    The host of a request is one of `ALLOWED_HOSTS`, so it cannot be anybody's.
    """
    path = reverse(name, args=args)
    public: str = getattr(settings, "PUBLIC_URL", "")
    return f"{public}{path}" if public else request.build_absolute_uri(path)
