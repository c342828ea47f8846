"""The page of a person's own settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_settings(request: HttpRequest) -> HttpResponse:
    return render(request, "frame/settings.html")
