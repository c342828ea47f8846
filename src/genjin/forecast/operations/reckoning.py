"""Reckoning the forecast: learning from what has ended, the odds of what is open, and a frozen copy of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.forecast import policies
from genjin.forecast.engine.backtest import backtest
from genjin.forecast.engine.history import History
from genjin.forecast.engine.measures import without_nan
from genjin.forecast.engine.model import Model, fit, predict
from genjin.forecast.engine.outlook import outlook_of
from genjin.forecast.engine.parts import odds_now
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.stored import WrongModel, as_json, for_past, from_json
from genjin.forecast.engine.times import DAY
from genjin.forecast.models import HORIZONS, ForecastModel, ForecastSnapshot, ProjectOdds
from genjin.forecast.operations.frozen import (
    BATCH,
    bands_data,
    health_data,
    odds_rows,
    open_rows,
    outlook_data,
    wins_in,
)
from genjin.forecast.periods import period_of
from genjin.forecast.queries.history import main_currency, seconds_of, whole_history
from genjin.forecast.queries.models import latest_model
from genjin.people.models import User
from genjin.pipeline.models import Project

KEPT_MODELS: Final = 3
BACKTEST_EVERY: Final = timedelta(days=7)
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
    return _freeze(present, *_latest(present, by), by)


def renew_odds(*, by: User | None) -> int:
    """Reckon the odds of all open projects by the latest model, and freeze nothing; return how many those are.

    It follows from what is there, so it records nothing.
    """
    _refuse_others(by)
    present = _present()
    kept, model = _latest(present, by)
    deals = odds_now(model.parts, present.past)
    outlook = outlook_of(model.parts, deals, HORIZONS)
    odds = odds_rows(model, present.past, deals, outlook)
    with transaction.atomic():
        _store_odds(kept, odds, outlook_data(model, present.past, outlook))
    return len(odds)


def _latest(present: Present, by: User | None) -> tuple[ForecastModel, Model]:
    """Return the latest model; one learnt anew where there is none for the present stages."""
    kept = ForecastModel.objects.order_by("-fitted_at", "-pk").first()
    if kept is not None:
        try:
            return kept, for_past(from_json(kept.content), present.past)
        except WrongModel:  # the stages are others than they were
            pass
    return _fitted(present, by)


def _refuse_others(by: User | None) -> None:
    if not policies.can_reckon(by):
        raise NotAllowed(_("Only an administrator can have the forecast calculated again."))


def _present() -> Present:
    today, currency = clock.today(), main_currency()
    history = whole_history(currency)
    return Present(today, currency, history, history.until(seconds_of(today) + DAY - 1))


def _fitted(present: Present, by: User | None) -> tuple[ForecastModel, Model]:
    """Fit and keep a model; nothing slow happens inside the transaction."""
    model = fit(present.past)
    before = latest_model()
    figures, made_on = _record(present, before)
    kept = ForecastModel(
        fitted_on=present.today,
        fitted_at=clock.now(),
        closed=model.parts.closed,
        kind=model.kind,
        currency=present.currency,
        content=as_json(model),
        outlook=before.outlook if before else {},  # until the odds are reckoned by it
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
    odds = odds_rows(model, past, forecast.deals, outlook)
    wins = wins_in(periods[-1], present.currency)
    snapshot = ForecastSnapshot(
        day=present.today,
        made_at=clock.now(),
        closed=model.parts.closed,
        currency=present.currency,
        open_projects=open_rows(odds, present.currency),
        won_projects=[[pk, cents, day.isoformat()] for pk, _owner, cents, day in wins],
        bands=bands_data(periods, forecast.bands, days, past.owners, wins),
        health=health_data(odds),
        by=by,
    )
    told = outlook_data(model, past, outlook)
    with transaction.atomic():
        _store_odds(kept, odds, told)
        snapshot.save(force_insert=True)
        record("forecast_snapshot.taken", snapshot, by=by, day=present.today, projects=len(odds))
    return snapshot


def _store_odds(kept: ForecastModel, odds: list[ProjectOdds], outlook: dict[str, Any]) -> None:
    """Put the odds in the place of those before, inside the caller's transaction."""
    # two reckonings at once would both put odds where the other took them away
    list(ForecastModel.objects.select_for_update().order_by("pk").values_list("pk"))
    ForecastModel.objects.filter(pk=kept.pk).update(outlook=outlook, reckoned_at=clock.now())
    known = set(Project.objects.filter(deleted_at=None).values_list("pk", flat=True))
    ProjectOdds.objects.all().delete()
    ProjectOdds.objects.bulk_create((row for row in odds if row.project_id in known), batch_size=BATCH)
