"""The forecast of one period for one choice of projects: everything that the page, its files and its chart show."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Final

from genjin.forecast.models import ForecastModel
from genjin.forecast.periods import Period
from genjin.forecast.queries.deals import Deal, Win, ended_since, open_deals, wins_between
from genjin.forecast.queries.forecast_view import ForecastView, projects_in_view
from genjin.forecast.queries.history import USUAL_CURRENCY
from genjin.forecast.queries.models import latest_model
from genjin.forecast.queries.outlook import Band, bands_until, new_business_of
from genjin.forecast.queries.people import target_of
from genjin.forecast.queries.snapshots import frozen_projects, snapshot_days
from genjin.forecast.waterfall import Standing, Waterfall, waterfall
from genjin.people.models import User
from genjin.pipeline.models import ForecastClass

BIG: Final = 0.15
"""A deal over this share of what is expected of the period decides it by itself and is shown apart."""
MONTHS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Sums:
    """Cents: won in the period; open by the seller's class and weighted by the chance, expected in the period.

    `adrift` is what is open without a close date or with one that has passed and lies outside the period.
    """

    won: int = 0
    committed: int = 0
    best: int = 0
    pipeline: int = 0
    weighted: int = 0
    adrift: int = 0
    deals: int = 0

    @property
    def said(self) -> int:
        """Return what the sellers count on: won and committed."""
        return self.won + self.committed


@dataclass(frozen=True)
class PeriodForecast:
    """What is known of a period. `deals` are all open projects looked at, whatever their date; `wins` the period's."""

    view: ForecastView
    today: date
    currency: str
    model: ForecastModel | None
    deals: Sequence[Deal]
    wins: Sequence[Win]
    owners: Sequence[str] | None
    target: Decimal | None

    @property
    def period(self) -> Period:
        """Return the period that is looked at."""
        return self.view.period

    @cached_property
    def adrift(self) -> list[Deal]:
        """Return the open projects whose close date is missing or has passed, the largest first."""
        return sorted((deal for deal in self.deals if deal.is_adrift(self.today)), key=_largest_first)

    @cached_property
    def in_period(self) -> list[Deal]:
        """Return the open projects that are to close in the period from today on, the largest first."""
        start, end = max(self.period.start, self.today), self.period.end
        found = (deal for deal in self.deals if deal.close_on is not None and start <= deal.close_on <= end)
        return sorted(found, key=_largest_first)

    @cached_property
    def later(self) -> list[Deal]:
        """Return the open projects that are to close after the period, the next one first: they could be pulled in."""
        found = [(deal.close_on, deal) for deal in self.deals if deal.close_on is not None]
        end = max(self.period.end, self.today - timedelta(days=1))
        return [deal for day, deal in sorted(found, key=lambda pair: (pair[0], *_largest_first(pair[1]))) if day > end]

    @cached_property
    def sums(self) -> Sums:
        """Return the sums of everything looked at."""
        return sums_of([*self.adrift, *self.in_period], self.wins, self.period, self.today)

    def sums_by(self, key: Callable[[Deal | Win], Hashable]) -> dict[Hashable, Sums]:
        """Return the sums by what `key` says of a deal or a win."""
        found: dict[Hashable, tuple[list[Deal], list[Win]]] = {}
        for win in self.wins:
            found.setdefault(key(win), ([], []))[1].append(win)
        for deal in (*self.adrift, *self.in_period):
            found.setdefault(key(deal), ([], []))[0].append(deal)
        sums = {name: sums_of(deals, wins, self.period, self.today) for name, (deals, wins) in found.items()}
        return {name: one for name, one in sums.items() if one != Sums()}

    def sums_by_month(self) -> list[tuple[Period, Sums]]:
        """Return the sums of each month of the period; each deal and win is looked at once."""
        by_month = self.sums_by(lambda one: _month_of(one.day if isinstance(one, Win) else one.close_on))
        return [(month, by_month.get(_month_of(month.start), Sums())) for month in self.period.months]

    def fan(self) -> list[tuple[Period, float, Band | None]]:
        """Return month by month what was won from the period's start, and the range of what is still to come by then.

        The band is None for months that have ended, and before the first reckoning.
        """
        months = list(self.period.months)
        while len(months) < MONTHS_SHOWN:
            months.append(months[-1].following())
        in_order = sorted((win.day, win.cents or 0) for win in self.wins)
        days, so_far = [day for day, _cents in in_order], [0, *accumulate(cents for _day, cents in in_order)]
        won = [so_far[bisect_right(days, month.end)] / 100 for month in months]
        ahead = [month for month in months if month.end >= self.today]
        bands: dict[str, Band] = {}
        if self.model and self.model.outlook and ahead:
            drawn = bands_until(
                self.deals, self.model, self.owners or (), self.period.start, [m.end for m in ahead], self.today
            )
            bands = {month.key: band for month, band in zip(ahead, drawn, strict=True)}
        return [(month, done, bands.get(month.key)) for month, done in zip(months, won, strict=True)]

    def big(self, expected: float) -> list[Deal]:
        """Return the open projects of the period that are more than 15 % of what is expected, in units."""
        least = BIG * expected * 100
        return [deal for deal in self.in_period if least > 0 and (deal.cents or 0) > least and deal.counts]


def _month_of(day: date | None) -> tuple[int, int] | None:
    return None if day is None else (day.year, day.month)


def sums_of(deals: Iterable[Deal], wins: Iterable[Win], period: Period, today: date) -> Sums:
    """Return the sums of some deals and wins. Sums are made in cents, so that parts add up to the whole."""
    won = sum(win.cents or 0 for win in wins if period.holds(win.day))
    sums = {ForecastClass.COMMITTED.value: 0, ForecastClass.BEST.value: 0, ForecastClass.PIPELINE.value: 0}
    weighted = adrift = count = 0
    for deal in deals:
        if not deal.counts:
            continue
        if period.holds(deal.close_on):
            sums[deal.forecast_class] += deal.cents or 0
            weighted += deal.weighted
            count += 1
        elif deal.is_adrift(today):
            adrift += deal.cents or 0
    return Sums(won=won, weighted=weighted, adrift=adrift, deals=count, **sums)


def period_forecast(user: User, view: ForecastView, today: date) -> PeriodForecast:
    """Return the forecast of what this person may see and looks at, in a constant number of queries."""
    model = latest_model()
    currency = model.currency if model else USUAL_CURRENCY
    projects = projects_in_view(user, view)
    return PeriodForecast(
        view=view,
        today=today,
        currency=currency,
        model=model,
        deals=open_deals(projects, currency),
        wins=wins_between(projects, view.period.start, view.period.end, currency),
        owners=new_business_of(user, view),
        target=target_of(user, view),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since a snapshot; `days` are all that can be chosen."""

    since: date | None
    snapshot: int | None
    days: Sequence[tuple[int, date]]
    found: Waterfall | None


def changes_since(user: User, forecast: PeriodForecast) -> Comparison:
    """Return what changed since the chosen snapshot, else since the last one that is at least a week old."""
    view = forecast.view
    days = snapshot_days()
    # before a snapshot's own year it does not know what was won
    usable = [(pk, day) for pk, day in days if day.year <= view.period.end.year]
    chosen = next((one for one in usable if one[0] == view.since), None)
    if chosen is None:
        older = [one for one in usable if (forecast.today - one[1]).days >= 7]
        chosen = older[0] if older else (usable[-1] if usable else None)
    if chosen is None:
        return Comparison(None, None, days, None)
    found = _changes(user, forecast, chosen[0])
    return Comparison(chosen[1], chosen[0], days, found)


def _changes(user: User, forecast: PeriodForecast, snapshot: int) -> Waterfall:
    """Compare the projects that count in the period then or now: all others are nothing at both ends."""
    frozen = frozen_projects(snapshot)
    deals = {deal.pk: deal for deal in forecast.deals}
    after = {win.pk: Standing(is_won=True, cents=win.cents or 0, day=win.day) for win in forecast.wins}
    inside = frozen.in_period(forecast.period) | after.keys()
    inside |= {pk for pk, deal in deals.items() if forecast.period.holds(deal.close_on)}
    after |= {pk: deals[pk].standing() for pk in inside if pk in deals}
    ended = ended_since(projects_in_view(user, forecast.view), frozen.made_at, forecast.currency)
    # neither open, nor won in the period, nor ended since: somebody else's now
    shown = {pk for pk in inside if pk in after or pk in ended}
    after |= {pk: standing for pk, standing in ended.items() if standing is not None and pk in shown}
    before = frozen.standings(shown)
    return waterfall(before, after, forecast.period, forecast.view.measure)


def with_changes(forecast: PeriodForecast, changed: dict[int, Deal]) -> PeriodForecast:
    """Return the forecast as it would be with other dates, amounts and classes; stores nothing."""
    return replace(forecast, deals=[changed.get(deal.pk, deal) for deal in forecast.deals])


def _largest_first(deal: Deal) -> tuple[bool, int, int]:
    return (deal.forecast_class == ForecastClass.EXCLUDED, -(deal.cents or 0), deal.pk)
