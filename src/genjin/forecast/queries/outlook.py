"""Ranges for any choice of projects, from what the last reckoning kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.share import Lift, Share, band_of, draw_share, won_between
from genjin.forecast.models import HORIZONS, ForecastModel
from genjin.forecast.queries.deals import Deal
from genjin.forecast.queries.forecast_view import ForecastView, own_departments
from genjin.people.models import User
from genjin.people.queries.departments import colleague_ids_below

GRID: Final = np.array(HORIZONS, dtype=np.float64)
A_MOMENT: Final = 0.01


@dataclass(frozen=True, slots=True)
class Band:
    """P10, P50 and P90 of what comes in, in units of the currency; and the draws behind them."""

    low: float
    middle: float
    high: float
    drawn: Floats

    def reaches(self, amount: float) -> float:
        """Return the chance that at least so much comes in."""
        return float((self.drawn >= amount).mean())


def bands_until(
    deals: Sequence[Deal], model: ForecastModel, owners: Collection[str], start: date, ends: Sequence[date], today: date
) -> list[Band]:
    """Return for each of the days what will be won from `start`, or from now if that is later, up to that day.

    `owners` are the keys of those whose new business counts as well (see `new_business_of`). The days ascend, and no
    range is below that of an earlier day, as what has been won stays won, though each day has a shock of its own.
    """
    known = [deal for deal in deals if deal.won_by is not None and deal.counts and _is_ours(deal, model)]
    curves = np.frombuffer(b"".join(bytes(deal.won_by or b"") for deal in known), dtype="<f4")
    won_by = curves.reshape(len(known), len(HORIZONS)).astype(np.float64)
    amount = np.array([np.nan if deal.cents is None else deal.cents / 100 for deal in known])
    first = float(max((start - today).days - 1, 0))
    days = [max(float((end - today).days), A_MOMENT) for end in ends]
    outlook = model.outlook
    new = np.array([outlook["new_wins"][key] for key in owners if key in outlook["new_wins"]])
    new_wins = new.sum(axis=0, keepdims=True) if len(new) else np.zeros((1, len(HORIZONS)))
    share = Share(
        chance=np.stack([won_between(won_by, GRID, first, day) for day in days], axis=1),
        amount=amount,
        new_wins=np.array([float(won_between(new_wins, GRID, first, day)[0]) for day in days]),
        amounts=np.array(outlook["amounts"], dtype=np.float64),
        concentration=_concentration(known),
    )
    drawn = draw_share(share, [_lift(outlook["lifts"], day) for day in days])
    edges: list[list[float]] = np.maximum.accumulate(np.array([band_of(row) for row in drawn]), axis=0).tolist()
    return [Band(low, middle, high, row) for (low, middle, high), row in zip(edges, drawn, strict=True)]


def new_business_of(user: User, view: ForecastView) -> list[str] | None:
    """Return whose projects yet to come count; everybody's keys for an administrator, None where none can be told.

    What type of customer a project will have that is not there yet, nobody knows.
    """
    if view.customer_type:
        return None
    people = User.objects.all() if user.is_administrator else User.objects.filter(pk__in=colleague_ids_below(user))
    if view.scope == "mine":
        people = people.filter(pk=user.pk)
    if view.scope == "department":
        people = people.filter(department__in=own_departments(user))
    if view.owner:
        people = people.filter(pk=view.owner)
    if view.department:
        people = people.filter(department=view.department)
    keys = [str(pk) for pk in people.values_list("pk", flat=True)]
    everybody = user.is_administrator and view.scope == "all" and not (view.owner or view.department)
    return [*keys, ""] if everybody else keys


def kept_range_of(user: User, view: ForecastView) -> str | None:
    """Return under which key snapshots keep the range of what is looked at: all of us, one owner; None for others."""
    if view.customer_type or view.department or view.scope == "department":
        return None
    if view.scope == "mine":
        return str(user.pk) if view.owner in {None, user.pk} else None
    if view.owner:
        return str(view.owner)
    return "" if user.is_administrator else None


def _is_ours(deal: Deal, model: ForecastModel) -> bool:
    return deal.own_cents is None or deal.currency == model.currency


def _concentration(deals: Sequence[Deal]) -> float:
    """Return the sum of the squared shares of the owners."""
    found: dict[int | None, int] = {}
    for deal in deals:
        found[deal.owner] = found.get(deal.owner, 0) + deal.weighted
    total = sum(found.values())
    return sum((part / total) ** 2 for part in found.values()) if total else 1.0


def _lift(lifts: list[list[float]], day: float) -> Lift:
    """Return the shock of a day, between those of the horizons around it."""
    known = np.array(lifts)
    return Lift(*(float(np.interp(day, GRID, known[:, column])) for column in range(known.shape[1])))
