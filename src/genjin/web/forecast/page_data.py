"""What the page of the forecast shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genjin.core import clock
from genjin.customers.models import CustomerType
from genjin.forecast.models import ForecastModel
from genjin.forecast.periods import Period, period_of
from genjin.forecast.policies import can_reckon
from genjin.forecast.queries.deals import names_in
from genjin.forecast.queries.forecast_view import ForecastView, projects_in_view
from genjin.forecast.queries.people import people_by_id, visible_sellers
from genjin.forecast.queries.period_forecast import (
    Comparison,
    PeriodForecast,
    changes_since,
    period_forecast,
)
from genjin.forecast.queries.snapshots import snapshot_bands
from genjin.forecast.wording import CAUSES
from genjin.people.models import Department, User
from genjin.people.queries.departments import departments_looked_after
from genjin.pipeline.queries.stages import all_stages
from genjin.web.forecast.cards_data import Card, cards_of, chance_then, expected_of
from genjin.web.forecast.chart_data import Chart, fan_chart, waterfall_chart
from genjin.web.forecast.deal_lines import DealLine, Names, deal_lines
from genjin.web.forecast.money import money, signed, title_of
from genjin.web.forecast.people_data import GroupLine, SellerLine, group_lines, seller_lines
from genjin.web.formats import short_day

LINES_SHOWN: Final = 25
CHANGES_SHOWN: Final = 12
GROUPS_SHOWN: Final = 30
SCOPES = (
    ("all", gettext_lazy("All that I may see")),
    ("department", gettext_lazy("My department")),
    ("mine", gettext_lazy("Mine")),
)
GROUPINGS = (
    ("owner", gettext_lazy("By owner")),
    ("department", gettext_lazy("By department")),
    ("customer_type", gettext_lazy("By customer type")),
    ("month", gettext_lazy("By month")),
)
MEASURES = (("weighted", gettext_lazy("Weighted by chance")), ("amount", gettext_lazy("Whole amounts")))


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One project that changed the sum."""

    pk: int
    name: str
    cause: str
    amount: str
    css: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen above the page; each is value, title and whether it is chosen, or an address."""

    tabs: Sequence[tuple[str, str, bool]]
    scopes: Sequence[tuple[str, object]]
    owners: Sequence[User]
    departments: Sequence[Department]
    types: Sequence[tuple[str, object]]
    snapshots: Sequence[tuple[int, str]]
    groupings: Sequence[tuple[str, object]]
    measures: Sequence[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """The page for one person."""

    view: ForecastView
    choices: Choices
    model: ForecastModel | None
    reckoned: str
    may_reckon: bool
    may_set_target: bool
    cards: Sequence[Card]
    remarks: Sequence[str]
    fan: Chart
    changes: Chart | None
    since: str
    snapshot: int | None
    change_lines: Sequence[ChangeLine]
    lines: Sequence[DealLine]
    more_lines: int
    big: Sequence[DealLine]
    groups: Sequence[GroupLine]
    more_groups: int
    sellers: Sequence[SellerLine]
    more_sellers: int
    has_projects: bool


def forecast_page(user: User, view: ForecastView, *, lines: int = LINES_SHOWN) -> ForecastPage:
    """Return the page for this person, in a constant number of queries."""
    forecast = period_forecast(user, view, clock.today())
    names = Names({stage.pk: stage for stage in all_stages()}, people_by_id())
    fan = forecast.fan()
    band = fan[len(view.period.months) - 1][2]
    comparison = changes_since(user, forecast)
    first = [*forecast.adrift, *forecast.in_period]
    sums = forecast.sums
    # where one deal is all there is, the middle of the range is nothing
    big = forecast.big(max(expected_of(forecast, band), (sums.won + sums.weighted) / 100))
    shown = {deal.pk: deal for deal in (*first[:lines], *big)}
    is_default = forecast.model is None or forecast.model.is_default
    told = deal_lines(list(shown.values()), names, forecast.today, forecast.currency, is_default=is_default)
    by_pk = {line.deal.pk: line for line in told}
    now, then = (_bands(pk, view) for pk in (comparison.days[0][0] if comparison.days else None, comparison.snapshot))
    groups = group_lines(forecast, names)
    sellers = seller_lines(user, forecast, now) if not (view.customer_type or view.owner) else []
    return ForecastPage(
        view=view,
        choices=_choices(user, view, comparison, forecast),
        model=forecast.model,
        reckoned=_moment(forecast.model),
        may_reckon=can_reckon(user),
        may_set_target=user.is_administrator or departments_looked_after(user).exists(),
        cards=cards_of(forecast, band, chance_then(user, forecast, comparison, then)),
        remarks=_remarks(forecast),
        fan=fan_chart(forecast, fan),
        changes=waterfall_chart(forecast, comparison),
        since=short_day(comparison.since, forecast.today) if comparison.since else "",
        snapshot=comparison.snapshot,
        change_lines=_change_lines(user, forecast, comparison),
        lines=[by_pk[deal.pk] for deal in first[:lines]],
        more_lines=max(0, len(first) - lines),
        big=[by_pk[deal.pk] for deal in big],
        groups=groups[:GROUPS_SHOWN],
        more_groups=max(0, len(groups) - GROUPS_SHOWN),
        # the own line is never cut off
        sellers=[line for place, line in enumerate(sellers) if place < GROUPS_SHOWN or line.may_say],
        more_sellers=max(0, len(sellers) - GROUPS_SHOWN),
        has_projects=bool(forecast.deals or forecast.wins),
    )


def _bands(snapshot: int | None, view: ForecastView) -> dict[str, list[float]]:
    return snapshot_bands(snapshot).get(view.period.key, {}) if snapshot else {}


def _remarks(forecast: PeriodForecast) -> list[str]:
    """Return what the sums leave out, in one sentence each."""
    found = []
    waiting = sum(deal.win is None for deal in forecast.deals)
    others = sum(deal.own_cents is not None and deal.cents is None for deal in forecast.deals)
    without = sum(deal.own_cents is None and deal.counts for deal in forecast.deals)
    adrift = forecast.sums.adrift
    if adrift:
        found.append(
            _("%(amount)s has no close date, or one that has passed; it is in no sum of the period.")
            % {"amount": money(adrift, forecast.currency)}
        )
    if waiting and forecast.model:
        found.append(_("Projects that wait for the next calculation: %(count)d.") % {"count": waiting})
    if others:
        found.append(_("Projects in another currency, which are in no sum: %(count)d.") % {"count": others})
    if without:
        found.append(
            _("Projects without an amount: %(count)d; the model takes that of a usual win.") % {"count": without}
        )
    if forecast.owners is None:
        found.append(_("By type of customer, new business is left out of the range."))
    return found


def _change_lines(user: User, forecast: PeriodForecast, comparison: Comparison) -> list[ChangeLine]:
    if comparison.found is None:
        return []
    shown = comparison.found.changes[:CHANGES_SHOWN]
    names = names_in(projects_in_view(user, forecast.view), [change.project for change in shown])
    return [
        ChangeLine(
            pk=change.project,
            name=names.get(change.project, ""),
            cause=str(CAUSES[change.cause]),
            amount=signed(change.cents, forecast.currency),
            css="pos" if change.cents > 0 else "neg",
        )
        for change in shown
    ]


def _moment(model: ForecastModel | None) -> str:
    return timezone.localtime(model.reckoned_at or model.fitted_at).strftime("%Y-%m-%d %H:%M") if model else ""


def _choices(user: User, view: ForecastView, comparison: Comparison, forecast: PeriodForecast) -> Choices:
    return Choices(
        tabs=[
            (title_of(period), f"{reverse('forecast')}?{replace(view, period=period).query()}", period == view.period)
            for period in _periods(forecast)
        ],
        scopes=SCOPES,
        owners=list(visible_sellers(user)),
        departments=list(departments_looked_after(user)),
        types=CustomerType.choices,
        snapshots=[(pk, short_day(day, forecast.today)) for pk, day in comparison.days[:60]],
        groupings=GROUPINGS,
        measures=MEASURES,
    )


def _periods(forecast: PeriodForecast) -> list[Period]:
    """Return this month, this quarter and the next, this year; and the one that is looked at."""
    quarter = period_of(forecast.today, "quarter")
    usual = [
        period_of(forecast.today, "month"),
        quarter,
        quarter.following(),
        period_of(forecast.today, "year"),
    ]
    return usual if forecast.period in usual else [forecast.period, *usual]
