"""The charts: the numbers that the island draws, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genjin.forecast.periods import Period
from genjin.forecast.queries.outlook import Band
from genjin.forecast.queries.period_forecast import Comparison, PeriodForecast
from genjin.forecast.waterfall import CAUSES
from genjin.forecast.wording import CAUSES as CAUSE_WORDS
from genjin.web.forecast.money import money, signed, title_of
from genjin.web.formats import short_day

Fan = Sequence[tuple[Period, float, Band | None]]


@dataclass(frozen=True, slots=True)
class Chart:
    """`data` goes to the island as JSON; `head` and `rows` are the table behind it, which is also the CSV."""

    data: dict[str, object]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def _unit(largest: float) -> tuple[float, str]:
    """Return by what amounts are divided on an axis, and the word for it."""
    if (get_language() or "").startswith("zh"):
        return (1e8, "亿") if largest >= 1e10 else (1e4, "万")
    return (1e6, "M") if largest >= 1e7 else (1e3, "k")


def fan_chart(forecast: PeriodForecast, fan: Fan) -> Chart:
    """Return month by month what is expected to have come in since the beginning of the period."""
    rows: list[Sequence[str]] = []
    low: list[float] = []
    middle: list[float] = []
    high: list[float] = []
    for month, won, band in fan:
        ends = (won, won, won) if band is None else (won + band.low, won + band.middle, won + band.high)
        for column, value in zip((low, middle, high), ends, strict=True):
            column.append(round(value, 2))
        written = [money(value * 100, forecast.currency) for value in (won, *ends)]
        rows.append([title_of(month), *written])
    divisor, unit = _unit(max(high, default=0.0))
    target = None if forecast.target is None else float(forecast.target)
    data: dict[str, object] = {
        "kind": "fan",
        "labels": [title_of(month) for month, _won, _band in fan],
        "low": [value / divisor for value in low],
        "middle": [value / divisor for value in middle],
        "high": [value / divisor for value in high],
        "unit": unit,
        "target": None if target is None else target / divisor,
        "targetAt": title_of(fan[len(forecast.period.months) - 1][0]),
        "targetName": _("Target"),
        "names": {"low": "P10", "middle": "P50", "high": "P90"},
    }
    return Chart(data, [_("Month"), _("Won"), "P10", "P50", "P90"], rows)


def waterfall_chart(forecast: PeriodForecast, comparison: Comparison) -> Chart | None:
    """Return what led from the snapshot to now; None without a snapshot."""
    found = comparison.found
    if found is None or comparison.since is None:
        return None
    causes = found.by_cause()
    titles = [short_day(comparison.since, forecast.today), *(str(CAUSE_WORDS[cause]) for cause in CAUSES), _("Now")]
    values = [found.before, *causes.values(), found.after]
    level, base = found.before, []
    for change in causes.values():
        base.append(min(level, level + change))
        level += change
    divisor, unit = _unit(max(map(abs, values), default=0) / 100)
    scale = 100 * divisor
    data: dict[str, object] = {
        "kind": "waterfall",
        "labels": titles,
        "base": [0.0, *(value / scale for value in base), 0.0],
        "values": [value / scale for value in values],
        "unit": unit,
    }
    currency = forecast.currency
    words = [money(found.before, currency), *(signed(part, currency) for part in causes.values())]
    exact = [str(Decimal(value) / 100) for value in values]
    rows = [list(row) for row in zip(titles, [*words, money(found.after, currency)], exact, strict=True)]
    return Chart(data, [_("What"), _("Amount"), _("To the cent")], rows)
