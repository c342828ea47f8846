"""The page of the plan table, and its further rows."""

from datetime import timedelta
from urllib.parse import parse_qsl, unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.live.queries.news import latest_cursor
from genjin.live.queries.presences import PLAN
from genjin.planning.queries.grid import read_cursor
from genjin.planning.queries.plan_view import PlanView, read_plan_view
from genjin.web.planning.filter_data import address_of
from genjin.web.planning.page_data import plan_head, plan_rows
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import asks_for_part

COLUMNS_COOKIE = "plan_columns"


@require_GET
def show_plan(request: HttpRequest) -> HttpResponse:
    view = view_of(request)
    user = signed_in(request)
    # asked before the rows are: what others added just before stands in the table, maybe further down, and is no news
    live_after = "" if asks_for_part(request) else latest_cursor(drawing=timedelta())
    shown = {"view": view, "head": plan_head(user, view), "plan": plan_rows(user, view)}
    if asks_for_part(request):
        reply = render(request, "planning/plan.html#plan", shown)
        reply["HX-Push-Url"] = address_of(view)
        return reply
    whole = {**shown, "form_of_search": "filters", "live_place": PLAN, "live_after": live_after}
    return render(request, "planning/plan.html", whole)


@require_GET
def show_rows(request: HttpRequest) -> HttpResponse:
    after = read_cursor(request.GET.get("after", ""))
    return render(request, "planning/plan_rows.html", {"plan": plan_rows(signed_in(request), view_of(request), after)})


def view_of(request: HttpRequest) -> PlanView:
    """Return the view of the address; where it says nothing about columns, they are as this person left them."""
    pairs = {**request.GET.dict(), "stage": "|".join(request.GET.getlist("stage"))}
    if not {"hide", "widths"} & set(pairs):
        kept = dict(parse_qsl(unquote(request.COOKIES.get(COLUMNS_COOKIE, ""))))
        pairs |= {key: kept[key] for key in ("hide", "widths") if key in kept}
    return read_plan_view(pairs)
