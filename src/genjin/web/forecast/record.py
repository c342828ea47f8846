"""The page that says how good the forecasts were."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.web.forecast.record_data import record_page
from genjin.web.shared.gates import signed_in


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "forecast/record.html", {"page": record_page(signed_in(request))})
