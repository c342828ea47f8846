"""The figures above all others."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from genjin.forecast.engine.ranges import chance_to_reach
from genjin.forecast.models import ForecastModel
from genjin.forecast.queries.outlook import Band, kept_range_of
from genjin.forecast.queries.period_forecast import Comparison, PeriodForecast
from genjin.people.models import User
from genjin.web.forecast.money import money, percent
from genjin.web.formats import short_day


@dataclass(frozen=True, slots=True)
class Card:
    """One figure above all others; `note` may be a chip."""

    title: str
    figure: str
    note: str = ""
    chip: str = ""
    address: str = ""


def chance_then(
    user: User, forecast: PeriodForecast, comparison: Comparison, bands: dict[str, list[float]]
) -> tuple[str, float] | None:
    """Return the day of the snapshot and the chance that it gave today's target; None where it kept no such range."""
    key = kept_range_of(user, forecast.view)
    if key is None or key not in bands or forecast.target is None or comparison.since in {None, forecast.today}:
        return None
    low, middle, high = bands[key]
    day = short_day(comparison.since, forecast.today) if comparison.since else ""
    return day, chance_to_reach(low, middle, high, float(forecast.target))


def expected_of(forecast: PeriodForecast, band: Band | None) -> float:
    """Return what is expected of the period in units: its P50, else the weighted sum."""
    sums = forecast.sums
    return sums.won / 100 + band.middle if band else (sums.won + sums.weighted) / 100


def cards_of(forecast: PeriodForecast, band: Band | None, then: tuple[str, float] | None) -> list[Card]:
    currency, sums, target = forecast.currency, forecast.sums, forecast.target
    won = sums.won / 100
    expected = expected_of(forecast, band)
    reached = _("Won so far: %(amount)s") % {"amount": money(sums.won, currency)}
    if target:
        reached += f" ({percent(won / float(target))})"
    cards = [Card(_("Target"), money(float(target) * 100, currency) if target is not None else "—", reached)]
    if band:
        low, high = (money((won + end) * 100, currency) for end in (band.low, band.high))
        words = _("%(label)s: %(text)s") % {"label": "P10–P90", "text": f"{low} – {high}"}
        cards.append(Card(_("Expected (P50)"), money(expected * 100, currency), words))
    else:
        words = _("Weighted by chance; no range for what is past or not calculated")
        cards.append(Card(_("Expected"), money(expected * 100, currency), words))
    cards.append(_said_card(forecast, expected))
    if target and band:
        chance = band.reaches(float(target) - won)
        cards.append(_chance_card(chance, then))
    else:
        cards.append(Card(_("Chance to reach the target"), "—", _("No target is set.") if not target else ""))
    cards.append(_record_card(forecast.model))
    return cards


def _chance_card(chance: float, then: tuple[str, float] | None) -> Card:
    title = _("Chance to reach the target")
    if then is None:
        return Card(title, percent(chance))
    day, before = then
    points = round(100 * chance) - round(100 * before)
    gained = f"{'−' if points < 0 else '+'}{abs(points)}"
    return Card(
        title,
        percent(chance),
        _("%(day)s: %(chance)s (%(points)s)")
        % {
            "day": day,
            "chance": percent(before),
            "points": gained,
        },
    )


def _said_card(forecast: PeriodForecast, expected: float) -> Card:
    sums, currency = forecast.sums, forecast.currency
    gap = sums.said / 100 / expected - 1 if expected > 0 else 0.0
    words = _("best %(best)s · pipeline %(pipeline)s") % {
        "best": money(sums.best, currency),
        "pipeline": money(sums.pipeline, currency),
    }
    chip = ""
    if abs(gap) >= 0.05:
        share = percent(abs(gap))
        chip = _("%(share)s above the model") if gap > 0 else _("%(share)s below the model")
        chip = chip % {"share": share}
    return Card(_("Won and committed"), money(sums.said, currency), words, chip)


def _record_card(model: ForecastModel | None) -> Card:
    address = reverse("forecast-record")
    title = _("How good were we?")
    if model is None or not model.record:
        return Card(title, "—", _("Too few projects have ended to tell."), address=address)
    window = next((row for row in model.record["revenue"] if row["window"] == "one cycle"), None)
    figure = f"{round((window['hits'] or 0) * window['n'])}/{window['n']}" if window and window["n"] else "—"
    chances = model.record["chances"]
    words = _("Brier %(model).3f · stage table %(table).3f") % {
        "model": chances["model"]["brier"] or 0,
        "table": chances["stage table"]["brier"] or 0,
    }
    return Card(title, _("%(hits)s within the range") % {"hits": figure}, words, address=address)
