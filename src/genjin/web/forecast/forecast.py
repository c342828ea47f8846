"""The page of the forecast, and the same as files."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core import clock
from genjin.forecast.policies import can_reckon
from genjin.forecast.queries.forecast_view import ForecastView, read_forecast_view
from genjin.jobs.operations.forecast import ask_for_forecast
from genjin.jobs.queries.forecast import Reckoning, reckoning
from genjin.plantable.writing.neutralise import neutralise_text
from genjin.web.forecast.export_data import PARTS
from genjin.web.forecast.page_data import LINES_SHOWN, forecast_page
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals, page_or_part

MOST_LINES = 1000


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    view = _view_of(request)
    asked = request.GET.get("lines", "")
    lines = min(int(asked), MOST_LINES) if asked.isascii() and asked.isdigit() and len(asked) < 6 else LINES_SHOWN
    page = forecast_page(signed_in(request), view, lines=max(lines, LINES_SHOWN))
    shown = {"page": page, "view": view, "reckoning": reckoning()}
    address = f"{reverse('forecast')}?{view.query()}"
    return page_or_part(request, "forecast/forecast.html", "forecast", shown, address=address)


@require_http_methods(["GET", "POST"])
@answers_refusals
def refresh(request: HttpRequest) -> HttpResponse:
    """POST has it reckoned anew, GET says how far that is; the page asks until it is done, and is then drawn anew."""
    user, view = signed_in(request), _view_of(request)
    if request.method == "POST":
        ask_for_forecast(by=user)
        return redirect(f"{reverse('forecast')}?{view.query()}")
    state = reckoning()
    shown = {"reckoning": state, "view": view, "page": {"may_reckon": can_reckon(user)}}
    reply = render(request, "forecast/reckoning.html", shown)
    if state == Reckoning.IDLE:
        reply["HX-Trigger"] = "forecast-changed"
    return reply


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Send one part of the page as CSV, of what this person may see."""
    part = PARTS.get(request.GET.get("part", "deals"))
    if part is None:
        return HttpResponse(status=404)
    view = _view_of(request)
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{_('forecast')}_{view.period.key}_{clock.today().isoformat()}.csv"
    reply["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    reply.write("\ufeff")
    writer = csv.writer(reply)
    writer.writerows([neutralise_text(cell) for cell in row] for row in part(signed_in(request), view))
    note_export(request, "forecast", format="csv", part=request.GET.get("part", "deals"), filter=view.query())
    return reply


def _view_of(request: HttpRequest) -> ForecastView:
    return read_forecast_view(request.GET.dict(), clock.today())
