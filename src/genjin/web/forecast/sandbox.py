"""What if: other dates, amounts and classes, for as long as the page is open. Nothing is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core import clock
from genjin.forecast.models import HORIZONS
from genjin.forecast.queries.deals import Deal
from genjin.forecast.queries.forecast_view import read_forecast_view
from genjin.forecast.queries.outlook import Band
from genjin.forecast.queries.period_forecast import PeriodForecast, period_forecast, with_changes
from genjin.pipeline.models import ForecastClass
from genjin.text.amounts import read_amount
from genjin.web.forecast.money import money, percent, signed, title_of
from genjin.web.shared.gates import signed_in

LINES: Final = 60
MOST: Final = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it is and as it would be."""

    title: str
    now: str
    then: str
    difference: str
    css: str


@require_http_methods(["GET", "POST"])
def sandbox(request: HttpRequest) -> HttpResponse:
    """GET shows the projects with what can be moved, POST what would come of it."""
    user = signed_in(request)
    view = read_forecast_view(request.GET.dict(), clock.today())
    forecast = period_forecast(user, view, clock.today())
    # what closes later may be pulled in, so it stands there as well
    shown = [*forecast.adrift, *forecast.in_period, *forecast.later][:LINES]
    changed: dict[int, Deal] = {}
    wrong: list[str] = []
    if request.method == "POST":
        changed, wrong = _changed(shown, request.POST.dict(), forecast.today)
    page = {
        "view": view,
        "title": title_of(view.period),
        "deals": [changed.get(deal.pk, deal) for deal in shown],
        "classes": ForecastClass.choices,
        "figures": _figures(forecast, with_changes(forecast, changed) if changed else forecast),
        "wrong": wrong,
        "count": len(changed),
    }
    is_part = request.method == "POST" and bool(request.headers.get("HX-Request"))
    return render(request, "forecast/sandbox.html#figures" if is_part else "forecast/sandbox.html", page)


def _changed(deals: list[Deal], typed: Mapping[str, str], today: date) -> tuple[dict[int, Deal], list[str]]:
    """Return the projects that were moved, and a sentence for each value that cannot be read."""
    found, wrong = {}, []
    for deal in deals:
        moved = deal
        day, amount = typed.get(f"close-{deal.pk}"), typed.get(f"amount-{deal.pk}")
        if day is not None and (deal.close_on.isoformat() if deal.close_on else "") != day:
            try:
                moved = _moved(moved, date.fromisoformat(day) if day else None, today)
            except ValueError:
                wrong.append(_("%(name)s: “%(words)s” is no date.") % {"name": deal.name, "words": day[:40]})
        if amount is not None and amount.strip():
            number = read_amount(amount)
            if number is None or not 0 <= number < MOST:
                wrong.append(_("%(name)s: “%(words)s” is no amount.") % {"name": deal.name, "words": amount[:40]})
            elif (cents := int(number * 100)) != deal.own_cents:
                # an amount in other money than the sums' stays out of them
                counted = None if deal.own_cents is not None and deal.cents is None else cents
                moved = moved._replace(cents=counted, own_cents=cents)
        kind = typed.get(f"class-{deal.pk}")
        if kind in ForecastClass.values:
            moved = moved._replace(forecast_class=kind)
        if moved != deal:
            found[deal.pk] = moved
    return found, wrong


def _moved(deal: Deal, day: date | None, today: date) -> Deal:
    """Return the project as if it were decided on that day: its chance stays, the model's own timing is set aside."""
    if day is None or deal.win is None:
        return deal._replace(close_on=day)
    days = (day - today).days
    curve = np.array([deal.win if horizon >= days else 0.0 for horizon in HORIZONS], dtype="<f4")
    return deal._replace(close_on=day, won_by=curve.tobytes())


def _figures(now: PeriodForecast, then: PeriodForecast) -> list[Figure]:
    before, after = now.sums, then.sums
    pairs = [
        (_("Won and committed"), before.said, after.said),
        (_("Best case"), before.best, after.best),
        (_("Pipeline"), before.pipeline, after.pipeline),
        (_("Weighted by chance"), before.won + before.weighted, after.won + after.weighted),
    ]
    figures = [_figure(title, old, new, now.currency) for title, old, new in pairs]
    bands = [_band_of(now), _band_of(then)] if then is not now else [_band_of(now)] * 2
    if bands[0] and bands[1]:
        middles = [before.won + band.middle * 100 for band in bands if band]
        figures.insert(0, _figure(_("Expected (P50)"), middles[0], middles[1], now.currency))
        if now.target:
            old, new = (band.reaches(float(now.target) - before.won / 100) for band in bands if band)
            css = "pos" if new > old else "neg" if new < old else ""
            points = f"{round(100 * (new - old)):+d}"
            figures.append(Figure(_("Chance to reach the target"), percent(old), percent(new), points, css))
    return figures


def _figure(title: str, old: float, new: float, currency: str) -> Figure:
    css = "pos" if new > old else "neg" if new < old else ""
    return Figure(title, money(old, currency), money(new, currency), signed(new - old, currency), css)


def _band_of(forecast: PeriodForecast) -> Band | None:
    return forecast.fan()[len(forecast.period.months) - 1][2]
