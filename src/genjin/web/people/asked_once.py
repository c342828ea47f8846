"""Around every request that only reads: who stands below whom is asked once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from genjin.people.queries.asked_once import answers_kept

READING = {"GET", "HEAD"}


class AskedOnce:
    """Middleware. Whatever writes asks anew each time, so that no right is granted by what held a moment before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with answers_kept():
            return self.get_response(request)
