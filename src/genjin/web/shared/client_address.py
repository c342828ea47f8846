"""From where on the network somebody asks."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the network address of who asks; None where it is not known.

    What `X-Forwarded-For` says counts only behind a proxy of ours (GENJIN_BEHIND_PROXY), and of it what that wrote.
    """
    try:
        address: str = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
    return address
