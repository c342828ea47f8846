"""Refusals on the page of an import: shown in its bar at the bottom, with all else left as it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from genjin.core.errors import DomainError
from genjin.web.shared.htmx import show_refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PLACE = "#import-refusal"


def answers_in_bar(view: View[P]) -> View[P]:
    """Answer a DomainError with its sentence, to be put into the bar."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            reply = show_refusal(request, refusal)
            reply["HX-Retarget"], reply["HX-Reswap"] = PLACE, "innerHTML"
            return reply

    return answered
