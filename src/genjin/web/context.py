"""What every page shows around its content."""

from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Return what the layout needs."""
    return {}
