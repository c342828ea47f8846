"""How good the forecasts were: the back-test on the own log, and each seller's own numbers against what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genjin.core import clock
from genjin.forecast.engine.fact_effects import FEWEST_DEALS
from genjin.forecast.models import ForecastModel
from genjin.forecast.queries.models import latest_model
from genjin.forecast.queries.track_record import NumberRecord, number_records
from genjin.forecast.wording import REASONS
from genjin.people.models import User
from genjin.web.forecast.chart_data import Chart
from genjin.web.forecast.money import money, signed, title_of

WAYS: Final[dict[str, Promise]] = {
    "model": gettext_lazy("This model"),
    "stage table": gettext_lazy("Fixed table by stage"),
    "base rate": gettext_lazy("Share of wins of all projects"),
    "stage conversion": gettext_lazy("Share of wins by stage"),
}
WINDOWS: Final[dict[str, Promise]] = {
    "half a cycle": gettext_lazy("Half a sales cycle"),
    "one cycle": gettext_lazy("One sales cycle"),
    "two cycles": gettext_lazy("Two sales cycles"),
}


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """How good one way of giving chances was."""

    title: str
    brier: str
    skill: str
    auc: str
    ece: str


@dataclass(frozen=True, slots=True)
class WindowLine:
    """How good amounts were, for one length of window."""

    title: str
    cases: int
    error: str
    run_rate: str
    hits: str
    owners_hits: str
    owners_cases: int


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of the plans: of how many ended projects it was known in time, and whether it counts."""

    title: str
    cases: int
    counts: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class SellerRecord:
    """One seller's finished periods: said against came, and the mean of said over came."""

    person: User
    is_own: bool
    rows: Sequence[tuple[str, str, str, str, str]]
    cases: int
    bias: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the page shows."""

    model: ForecastModel | None
    chances: Sequence[ChanceLine]
    windows: Sequence[WindowLine]
    facts: Sequence[FactLine]
    reliability: Chart | None
    days: int
    cases: int
    sellers: Sequence[SellerRecord]


def record_page(user: User) -> RecordPage:
    """Return the page for this person: figures of all of us, and of the sellers whom this person may look at."""
    model = latest_model()
    figures: dict[str, Any] = model.record if model else {}
    return RecordPage(
        model=model,
        chances=[_chance_line(name, found) for name, found in figures.get("chances", {}).items()],
        windows=[_window_line(row) for row in figures.get("revenue", [])],
        facts=_fact_lines(model.outlook.get("facts", {})) if model else [],
        reliability=reliability_chart(figures["reliability"]) if figures.get("reliability") else None,
        days=len(figures.get("dates", [])),
        cases=figures.get("deals", 0),
        sellers=_sellers(user, model.currency if model else "CNY"),
    )


def _chance_line(name: str, found: dict[str, float | None]) -> ChanceLine:
    return ChanceLine(str(WAYS.get(name, name)), *(_number(found[key]) for key in ("brier", "skill", "auc", "ece")))


def _window_line(row: dict[str, Any]) -> WindowLine:
    return WindowLine(
        title=str(WINDOWS.get(row["window"], row["window"])),
        cases=row["n"],
        error=_share(row["wape"]),
        run_rate=_share(row["wape_run_rate"]),
        hits=_share(row["hits"]),
        owners_hits=_share(row["owners_hits"]),
        owners_cases=row["owners_n"],
    )


def _fact_lines(facts: dict[str, tuple[int, float | None]]) -> list[FactLine]:
    return [_fact_line(name, cases, term) for name, (cases, term) in facts.items()]


def _fact_line(name: str, cases: int, term: float | None) -> FactLine:
    if term is not None:
        words = _("counts, the more the better") if term > 0 else _("counts, the more the worse")
    elif cases < FEWEST_DEALS:
        words = _("not yet: %(count)d ended projects are needed") % {"count": FEWEST_DEALS}
    else:
        words = _("does not count: outcomes show no effect")
    return FactLine(str(REASONS[name]), cases, words, term is not None)


def reliability_chart(deciles: list[dict[str, Any]]) -> Chart:
    """Return said against came by tenths of the chance."""
    data: dict[str, object] = {
        "kind": "reliability",
        "points": [[row["said"], row["won"], row["cases"]] for row in deciles],
        "names": {"said": _("Said"), "came": _("Came")},
    }
    rows = [
        [f"{row['low']:.1f}–{row['high']:.1f}", _share(row["said"]), _share(row["won"]), str(row["cases"])]
        for row in deciles
    ]
    return Chart(data, [_("Chance"), _("Said"), _("Came"), _("Cases")], rows)


def _sellers(user: User, currency: str) -> list[SellerRecord]:
    found = number_records(user, currency, clock.today())
    people: dict[int, list[NumberRecord]] = {}
    for record in found:
        people.setdefault(record.person.pk, []).append(record)
    in_order = sorted(people.values(), key=lambda rows: (rows[0].person.pk != user.pk, str(rows[0].person)))
    return [_seller(rows, user, currency) for rows in in_order]


def _seller(records: list[NumberRecord], user: User, currency: str) -> SellerRecord:
    said, came = sum(row.said for row in records), sum(row.came for row in records)
    rows = [
        (
            title_of(row.period),
            money(row.said, currency),
            "" if row.adjusted is None else money(row.adjusted, currency),
            money(row.came, currency),
            signed(row.said - row.came, currency),
        )
        for row in records
    ]
    bias = f"{said / came - 1:+.0%}" if came else "—"
    return SellerRecord(records[0].person, records[0].person.pk == user.pk, rows, len(records), bias)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.0%}"
