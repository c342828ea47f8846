"""Refusals on the pages of import: shown where the deed was done, with all else left as it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from genjin.core.errors import DomainError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
BAR = "#import-refusal"


def answers_in_bar(view: View[P]) -> View[P]:
    """Answer a DomainError with its sentence, to be put into the bar below the preview."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            reply = show_in_place(request, refusal)
            reply["HX-Retarget"], reply["HX-Reswap"] = BAR, "innerHTML"
            return reply

    return answered


def show_in_place(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Return the sentence alone, which htmx puts where the asking element wants its answers."""
    return render(request, "components/refusal.html", {"refusal": refusal}, status=refusal.status)
