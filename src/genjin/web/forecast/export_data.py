"""The parts of the forecast as rows of text, for CSV."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.forecast.queries.forecast_view import ForecastView
from genjin.forecast.queries.models import latest_model
from genjin.forecast.queries.people import people_by_id
from genjin.forecast.queries.period_forecast import changes_since, period_forecast
from genjin.people.models import User
from genjin.pipeline.models import ForecastClass
from genjin.pipeline.queries.stages import all_stages
from genjin.web.forecast.chart_data import Chart, fan_chart, waterfall_chart
from genjin.web.forecast.deal_lines import Names
from genjin.web.forecast.people_data import group_lines
from genjin.web.forecast.record_data import reliability_chart

Rows = Iterable[Sequence[str]]


def _deals(user: User, view: ForecastView) -> Rows:
    """Every open project looked at, whatever its date: without a date first, then by date."""
    forecast = period_forecast(user, view, clock.today())
    stages, people = {stage.pk: str(stage) for stage in all_stages()}, people_by_id()
    yield [
        *(_("Customer"), _("Project"), _("Stage"), _("Owner"), _("Amount"), _("Currency"), _("Expected close")),
        *(_("Forecast class"), _("Win probability"), _("Cases")),
    ]
    for deal in [*forecast.adrift, *(deal for deal in forecast.deals if not deal.is_adrift(forecast.today))]:
        yield [
            *(deal.customer, deal.name, stages.get(deal.stage or 0, ""), str(people.get(deal.owner or 0, ""))),
            *("" if deal.amount is None else str(deal.amount), deal.currency),
            deal.close_on.isoformat() if deal.close_on else "",
            str(ForecastClass(deal.forecast_class).label),
            "" if deal.win is None else f"{deal.win:.4f}",
            "" if deal.cases is None else str(deal.cases),
        ]


def _months(user: User, view: ForecastView) -> Rows:
    forecast = period_forecast(user, view, clock.today())
    return _table(fan_chart(forecast, forecast.fan()))


def _changes(user: User, view: ForecastView) -> Rows:
    forecast = period_forecast(user, view, clock.today())
    return _table(waterfall_chart(forecast, changes_since(user, forecast)))


def _groups(user: User, view: ForecastView) -> Rows:
    forecast = period_forecast(user, view, clock.today())
    names = Names({stage.pk: stage for stage in all_stages()}, people_by_id())
    yield ["", _("Won"), _("Committed"), _("Best case"), _("Pipeline"), _("Weighted by chance"), _("Projects")]
    for line in group_lines(forecast, names):
        yield [line.title, line.won, line.committed, line.best, line.pipeline, line.weighted, str(line.deals)]


def _reliability(_user: User, _view: ForecastView) -> Rows:
    """The figures of all of us, which everybody sees on the page."""
    model = latest_model()
    deciles = model.record.get("reliability") if model else None
    return _table(reliability_chart(deciles) if deciles else None)


def _table(chart: Chart | None) -> Rows:
    return [] if chart is None else [chart.head, *chart.rows]


PARTS: Mapping[str, Callable[[User, ForecastView], Rows]] = {
    "deals": _deals,
    "months": _months,
    "changes": _changes,
    "groups": _groups,
    "reliability": _reliability,
}
