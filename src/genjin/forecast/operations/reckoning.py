"""Reckoning the forecast: learning from what has ended, the odds of what is open, and a frozen copy of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.forecast import policies
from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.backtest import backtest
from genjin.forecast.engine.explain import reasons_of
from genjin.forecast.engine.history import History
from genjin.forecast.engine.measures import without_nan
from genjin.forecast.engine.model import Model, fit, predict
from genjin.forecast.engine.new_business import wins_of
from genjin.forecast.engine.outlook import Outlook, outlook_of
from genjin.forecast.engine.parts import DealOdds
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.record import RUN_CYCLES, run_rate, shock_for
from genjin.forecast.engine.steps import steps_of
from genjin.forecast.engine.stored import WrongModel, as_json, for_past, from_json
from genjin.forecast.engine.times import DAY
from genjin.forecast.models import HORIZONS, ForecastModel, ForecastSnapshot, ProjectOdds
from genjin.forecast.periods import Period, period_of
from genjin.forecast.queries.history import main_currency, seconds_of, whole_history
from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome

KEPT_MODELS: Final = 3
BACKTEST_EVERY: Final = timedelta(days=7)
BATCH: Final = 500
KINDS: Final = ("month", "quarter", "year")


@dataclass(frozen=True)
class Present:
    """The log, and what is known today."""

    today: date
    currency: str
    history: History
    past: Past


def refresh_forecast(*, by: User | None, again: bool = False) -> ForecastSnapshot:
    """Learn anew, reckon the odds of all open projects and freeze a copy; once a day, unless `again`.

    `by` is None for the command line. Records `forecast.fitted` and `forecast_snapshot.taken`.
    """
    _refuse_others(by)
    latest = ForecastSnapshot.objects.order_by("-day", "-pk").first()
    if latest is not None and latest.day == clock.today() and not again:
        return latest
    present = _present()
    return _freeze(present, *_fitted(present, by), by)


def fit_model(*, by: User | None) -> ForecastModel:
    """Learn from all projects and histories from elsewhere. Records `forecast.fitted`."""
    _refuse_others(by)
    return _fitted(_present(), by)[0]


def take_snapshot(*, by: User | None) -> ForecastSnapshot:
    """Reckon the odds of all open projects by the latest model and freeze a copy. Records `forecast_snapshot.taken`."""
    _refuse_others(by)
    present = _present()
    kept = ForecastModel.objects.order_by("-fitted_at", "-pk").first()
    if kept is not None:
        try:
            return _freeze(present, kept, for_past(from_json(kept.content), present.past), by)
        except WrongModel:  # the stages are others than they were
            pass
    return _freeze(present, *_fitted(present, by), by)


def _refuse_others(by: User | None) -> None:
    if not policies.can_reckon(by):
        raise NotAllowed(_("Only an administrator has the forecast reckoned anew."))


def _present() -> Present:
    today, currency = clock.today(), main_currency()
    history = whole_history(currency)
    return Present(today, currency, history, history.until(seconds_of(today) + DAY - 1))


def _fitted(present: Present, by: User | None) -> tuple[ForecastModel, Model]:
    """Fit and keep a model; nothing slow happens inside the transaction."""
    model = fit(present.past)
    before = ForecastModel.objects.defer("content", "outlook").order_by("-fitted_at", "-pk").first()
    figures, made_on = _record(present, before)
    kept = ForecastModel(
        fitted_on=present.today,
        fitted_at=clock.now(),
        closed=model.parts.closed,
        kind=model.kind,
        currency=present.currency,
        content=as_json(model),
        record=figures,
        record_on=made_on,
        by=by,
    )
    with transaction.atomic():
        kept.save()
        old = ForecastModel.objects.order_by("-fitted_at", "-pk").values_list("pk", flat=True)[KEPT_MODELS:]
        ForecastModel.objects.filter(pk__in=list(old)).delete()
        record("forecast.fitted", kept, by=by, closed=kept.closed, model=kept.kind)
    return kept, model


def _record(present: Present, before: ForecastModel | None) -> tuple[dict[str, Any], date | None]:
    """Return the back-test on the own log; that of the last days where there is one, as it takes the longest."""
    if before is not None and before.record_on and present.today - before.record_on < BACKTEST_EVERY and before.record:
        return before.record, before.record_on
    figures: dict[str, Any] = without_nan(backtest(present.history))
    return (figures if figures["dates"] else {}), present.today


def _freeze(present: Present, kept: ForecastModel, model: Model, by: User | None) -> ForecastSnapshot:
    past = present.past
    periods = [period_of(present.today, kind) for kind in KINDS]  # type: ignore[arg-type]
    # at least a moment ahead: on a period's last day nothing more comes in tomorrow
    days = [max((period.end - present.today).days, 0.01) for period in periods]
    forecast = predict(model, past, days)
    outlook = outlook_of(model.parts, forecast.deals, HORIZONS)
    odds = _odds_rows(model, past, forecast.deals, outlook)
    wins = _wins(periods[-1], present.currency)
    snapshot = ForecastSnapshot(
        day=present.today,
        made_at=clock.now(),
        closed=model.parts.closed,
        currency=present.currency,
        open_projects=_open_projects(odds, present.currency),
        won_projects=[[pk, cents, day.isoformat()] for pk, _owner, cents, day in wins],
        bands=_bands(periods, forecast.bands, days, past.owners, wins),
        by=by,
    )
    known = set(Project.objects.filter(deleted_at=None).values_list("pk", flat=True))
    with transaction.atomic():
        # two reckonings at once would both put odds where the other took them away
        list(ForecastModel.objects.select_for_update().order_by("pk").values_list("pk"))
        ForecastModel.objects.filter(pk=kept.pk).update(outlook=_outlook(model, past, outlook))
        ProjectOdds.objects.all().delete()
        ProjectOdds.objects.bulk_create((row for row in odds if row.project_id in known), batch_size=BATCH)
        snapshot.save(force_insert=True)
        record("forecast_snapshot.taken", snapshot, by=by, day=present.today, projects=len(odds))
    return snapshot


def _odds_rows(model: Model, past: Past, deals: DealOdds, outlook: Outlook) -> list[ProjectOdds]:
    now = deals.snapshots
    steps = steps_of(model.parts, past, deals)
    won_by = outlook.won_by.astype("<f4")
    found = []
    for row, deal in enumerate(now.deal):
        name = past.names[deal]
        if not name.isdigit():  # a deal of another system that never ended there
            continue
        after = {"contact": float(steps.contact[row]), "next_stage": float(steps.next_stage[row])}
        found.append(
            ProjectOdds(
                project_id=int(name),
                win=round(float(deals.win[row]), 4),
                cases=int(model.parts.cases[now.stage[row]]),
                days_in_stage=max(int(now.age[row]), 0),
                terms=[[reason, round(term, 3)] for reason, term in reasons_of(deals, row)],
                steps={name: round(chance, 4) for name, chance in after.items() if not math.isnan(chance)},
                won_by=won_by[row].tobytes(),
            )
        )
    return found


def _outlook(model: Model, past: Past, outlook: Outlook) -> dict[str, Any]:
    """Return what pages need to throw the dice for any choice of projects."""
    parts = model.parts
    wins = wins_of(past, counted=parts.counted)
    daily = run_rate(wins, 0.0, days=RUN_CYCLES * parts.cycle, since=float(past.created.min(initial=0.0)))
    mean = outlook.mean().sum(axis=0)
    lifts = []
    for place, day in enumerate(HORIZONS):
        shock = shock_for(model.shocks, float(day), parts.cycle)
        level = shock.model_share + (1 - shock.model_share) * daily * day / mean[place] if mean[place] > 0 else 1.0
        lifts.append([round(float(part), 5) for part in (level, shock.bias, shock.spread, shock.owner_spread)])
    return {
        "new_wins": _new_wins(past, outlook.new_wins),
        "amounts": [] if parts.counted else [round(float(amount), 2) for amount in outlook.amounts],
        "lifts": lifts,
    }


def _new_wins(past: Past, new_wins: Floats) -> dict[str, list[float]]:
    """Return by the owner's id what wins are expected of projects yet to come; "" = of nobody whom we know."""
    found: dict[str, Floats] = {}
    for place, name in enumerate((*past.owners, "")):
        key = str(int(name)) if name.isdigit() else ""
        found[key] = found.get(key, np.zeros(len(HORIZONS))) + new_wins[place]
    return {key: [round(float(part), 4) for part in parts] for key, parts in found.items()}


def _open_projects(odds: list[ProjectOdds], currency: str) -> list[list[Any]]:
    """Return the rows of `OPEN_COLUMNS`."""
    win = {row.project_id: row.win for row in odds}
    found = Project.objects.filter(pk__in=list(win)) if len(win) < BATCH else Project.objects.filter(deleted_at=None)
    rows = found.order_by("pk").values_list("pk", "amount", "currency", "close_on", "forecast_class")
    return [
        [pk, win[pk], _cents(amount) if money == currency else None, day and day.isoformat(), counted]
        for pk, amount, money, day, counted in rows
        if pk in win
    ]


def _wins(year: Period, currency: str) -> list[tuple[int, int | None, int | None, date]]:
    found = ProjectOutcome.objects.filter(
        deleted_at=None,
        kind=OutcomeKind.WON,
        decided_on__range=(year.start, year.end),
        project__deleted_at=None,
    ).order_by("project_id")
    columns = ("project_id", "project__owner_id", "project__amount", "project__currency", "decided_on")
    return [
        (pk, owner, _cents(amount) if money == currency else None, day)
        for pk, owner, amount, money, day in found.values_list(*columns)
    ]


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def _bands(
    periods: list[Period],
    bands: list[Any],
    days: list[float],
    owners: tuple[str, ...],
    wins: list[tuple[int, int | None, int | None, date]],
) -> dict[str, dict[str, list[float]]]:
    """Return by period and owner P10, P50 and P90, with what has been won in it by now."""
    found: dict[str, dict[str, list[float]]] = {}
    for period, day in zip(periods, days, strict=True):
        won = _won_by_owner(period, wins)
        here = found[period.key] = {}
        for band in bands:
            if band.days != day:
                continue
            name = "" if band.owner is None else (*owners, "nobody")[band.owner]
            if name and not name.isdigit():
                continue
            key = str(int(name)) if name else ""
            here[key] = [round(won.get(key, 0.0) + part, 2) for part in (band.p10, band.p50, band.p90)]
    return found


def _won_by_owner(period: Period, wins: list[tuple[int, int | None, int | None, date]]) -> Mapping[str, float]:
    found = {"": 0.0}
    for _pk, owner, cents, day in wins:
        if cents is not None and period.holds(day):
            found[""] += cents / 100
            if owner is not None:
                found[str(owner)] = found.get(str(owner), 0.0) + cents / 100
    return found
