"""What a reckoning leaves behind, as plain rows: odds, outlook, and the parts of a snapshot."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.events import FACTS
from genjin.forecast.engine.explain import reasons_of
from genjin.forecast.engine.model import Model
from genjin.forecast.engine.new_business import wins_of
from genjin.forecast.engine.outlook import Outlook
from genjin.forecast.engine.parts import DealOdds
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.record import RUN_CYCLES, run_rate, shock_for
from genjin.forecast.engine.steps import steps_of
from genjin.forecast.models import HORIZONS, ProjectOdds
from genjin.forecast.periods import Period
from genjin.forecast.plan_facts import STEP_FACTS
from genjin.forecast.queries.told_facts import facts_after_steps_of
from genjin.health.models import PlanHealth
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome

BATCH: Final = 500


def odds_rows(model: Model, past: Past, deals: DealOdds, outlook: Outlook) -> list[ProjectOdds]:
    """Return the odds of all open projects, not stored yet."""
    now = deals.snapshots
    steps = steps_of(model.parts, past, deals, _steps_in_plans(past, deals))
    won_by = outlook.won_by.astype("<f4")
    found = []
    for row, deal in enumerate(now.deal):
        name = past.names[deal]
        if not name.isdigit():  # a deal of another system that never ended there
            continue
        after = {step: float(chance[row]) for step, chance in steps.items()}
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


def _steps_in_plans(past: Past, deals: DealOdds) -> dict[str, tuple[str, Floats]]:
    """Return by step its fact, and what that would be for each open deal; nan where there is no such step."""
    names = [past.names[deal] for deal in deals.snapshots.deal]
    row_of = {int(name): row for row, name in enumerate(names) if name.isdigit()}
    found = {step: (fact, np.full(len(names), np.nan)) for step, fact in STEP_FACTS.items()}
    for pk, after in facts_after_steps_of(sorted(row_of)):
        for step, value in after.items():
            found[step][1][row_of[pk]] = value
    return found


def health_data(odds: Iterable[ProjectOdds]) -> dict[str, int]:
    """Return the scores of the open plans, by project."""
    shown = {row.project_id for row in odds}
    rows = PlanHealth.objects.filter(score__isnull=False).order_by("project_id").values_list("project_id", "score")
    return {str(pk): score for pk, score in rows if pk in shown and score is not None}


def outlook_data(model: Model, past: Past, outlook: Outlook) -> dict[str, Any]:
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
        "facts": {name: [parts.score.facts.get(name, 0), parts.score.coefficients.get(name)] for name in FACTS},
    }


def _new_wins(past: Past, new_wins: Floats) -> dict[str, list[float]]:
    """Return by the owner's id what wins are expected of projects yet to come; "" = of nobody whom we know."""
    found: dict[str, Floats] = {}
    for place, name in enumerate((*past.owners, "")):
        key = str(int(name)) if name.isdigit() else ""
        found[key] = found.get(key, np.zeros(len(HORIZONS))) + new_wins[place]
    return {key: [round(float(part), 4) for part in parts] for key, parts in found.items()}


def open_rows(odds: list[ProjectOdds], currency: str) -> list[list[Any]]:
    """Return the rows of `OPEN_COLUMNS`."""
    win = {row.project_id: row.win for row in odds}
    found = Project.objects.filter(pk__in=list(win)) if len(win) < BATCH else Project.objects.filter(deleted_at=None)
    rows = found.order_by("pk").values_list("pk", "amount", "currency", "close_on", "forecast_class")
    return [
        [pk, win[pk], _cents(amount) if money == currency else None, day and day.isoformat(), counted]
        for pk, amount, money, day, counted in rows
        if pk in win
    ]


def wins_in(year: Period, currency: str) -> list[tuple[int, int | None, int | None, date]]:
    """Return the year's wins: project, owner, cents, day."""
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


def bands_data(
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
