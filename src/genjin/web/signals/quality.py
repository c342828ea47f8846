"""How good the detector is, as measured, and what this installation has made of its proposals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.planning.queries.buying_signals import all_lessons
from genjin.web.signals.quality_data import quality_page


@require_GET
def show_quality(request: HttpRequest) -> HttpResponse:
    return render(request, "signals/quality.html", {"quality": quality_page(all_lessons())})
