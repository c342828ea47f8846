"""The page of a person's own settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from genjin.people.policies import can_look_after_people
from genjin.web.shared.gates import signed_in


def show_settings(request: HttpRequest) -> HttpResponse:
    return render(request, "frame/settings.html", {"looks_after_people": can_look_after_people(signed_in(request))})
