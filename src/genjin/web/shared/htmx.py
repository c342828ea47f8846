"""Refusals, answered in one place: what an operation refuses becomes a short piece of HTML with its status."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from genjin.core.errors import DomainError, RuleBroken

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def answers_refusals(view: View[P]) -> View[P]:
    """Answer a DomainError with its sentence, its code and its status."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            return show_refusal(request, refusal)

    return answered


def show_refusal(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Return the refusal as HTML; `data-field` names the column it is about."""
    field = refusal.field if isinstance(refusal, RuleBroken) else ""
    return render(request, "components/refusal.html", {"refusal": refusal, "field": field}, status=refusal.status)
