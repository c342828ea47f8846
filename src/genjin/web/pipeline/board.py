"""The board of the pipeline."""

from typing import cast, get_args

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from genjin.core import clock
from genjin.forecast.queries.forecast_view import read_forecast_view
from genjin.web.pipeline.board_data import Lanes, board
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import page_or_part


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the board, or with `view=table` the same projects as a table."""
    view = read_forecast_view(request.GET.dict(), clock.today())
    asked = request.GET.get("lanes", "")
    lanes = cast("Lanes", asked if asked in get_args(Lanes) else "")
    shown = {
        "board": board(signed_in(request), view, lanes, is_table=request.GET.get("view") == "table"),
        "live_place": "board",
    }
    address = f"{reverse('pipeline')}?{request.GET.urlencode()}"
    return page_or_part(request, "pipeline/board.html", "board", shown, address=address)
