"""Addresses that are keys: whoever has one is let in."""

from django.http import HttpResponse


def unlogged(reply: HttpResponse) -> HttpResponse:
    """Keep the address out of the log, in which Django writes that of every refusal: it is the key."""
    reply._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  Django's own way to say so
    return reply
