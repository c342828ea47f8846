"""The forecast made again as of many days of the past, each time from what was known then, and what came of it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.baselines import baselines
from genjin.forecast.engine.history import History
from genjin.forecast.engine.measures import auc, brier, calibration_error, hits, log_loss, reliability, wape
from genjin.forecast.engine.model import fit, predict
from genjin.forecast.engine.new_business import Wins, wins_of
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.record import RUN_CYCLES, run_rate
from genjin.forecast.engine.times import DAY, written

WINDOWS: Final = {"half a cycle": 0.5, "one cycle": 1.0, "two cycles": 2.0}
DATES: Final = 12
FEWEST_CLOSED: Final = 20
DRAWS: Final = 4_000


@dataclass
class Windows:
    """Forecasts of one length: of the firm per date, and of each owner per date."""

    said: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    run: list[float] = field(default_factory=list)
    came: list[float] = field(default_factory=list)
    owner_low: list[float] = field(default_factory=list)
    owner_high: list[float] = field(default_factory=list)
    owner_came: list[float] = field(default_factory=list)


@dataclass
class Cases:
    """Chances given to open deals that have been decided since, by each way of giving them."""

    won: list[Floats] = field(default_factory=list)
    given: dict[str, list[Floats]] = field(default_factory=dict)


def dates_of(history: History, *, dates: int = DATES) -> list[int]:
    """Return the moments of a back-test: midnights from when enough deals were closed until a cycle before the end."""
    if not len(history.at):
        return []
    end = int(history.at.max())
    past = history.until(end)
    closed = np.sort(past.closed[past.is_closed])
    if len(closed) <= FEWEST_CLOSED:
        return []
    first = max(float(closed[FEWEST_CLOSED]), float(past.created.min()) * 0.75)
    last = -past.cycle
    if first >= last:
        return []
    moments = end + (np.linspace(first, last, dates) * DAY).astype(np.int64)
    return sorted({int(moment) // DAY * DAY for moment in moments})


def backtest(history: History, *, dates: int = DATES, draws: int = DRAWS) -> dict[str, Any]:
    """Return the figures: chances (model and baselines), reliability, amounts, hits; each with the cases behind it.

    At each date the model is fitted to the rows up to it and nothing else; what came is read from the whole log. Deals
    that are still open at the end of the log have no outcome and do not count.
    """
    moments = dates_of(history, dates=dates)
    if not moments:
        return {"dates": [], "deals": 0, "chances": {}, "reliability": [], "revenue": []}
    end = int(history.at.max())
    whole = history.until(end)
    cases = Cases()
    windows = {name: Windows() for name in WINDOWS}
    for moment in moments:
        past = history.until(moment)
        _one_date(past, whole, cases, windows, draws=draws)
    won = np.concatenate(cases.won)
    given = {name: np.concatenate(parts) for name, parts in cases.given.items()}
    table = brier(given["stage table"], won)
    return {
        "dates": [written(moment) for moment in moments],
        "deals": len(won),
        "cycle": round(whole.cycle, 2),
        "chances": {name: _chance_figures(chance, won, table) for name, chance in given.items()},
        "reliability": [asdict(decile) for decile in reliability(given["model"], won)],
        "revenue": [{"window": name, "cycles": WINDOWS[name], **_amounts(found)} for name, found in windows.items()],
    }


def _one_date(past: Past, whole: Past, cases: Cases, windows: dict[str, Windows], *, draws: int) -> None:
    model = fit(past)
    days = [cycles * past.cycle for cycles in WINDOWS.values()]
    forecast = predict(model, past, days, draws=draws)
    now = forecast.deals.snapshots
    place = np.searchsorted(whole.names, np.array(past.names)[now.deal]) if len(now.deal) else now.deal
    decided = whole.is_closed[place]
    cases.won.append(whole.won[place[decided]].astype(np.float64))
    for name, chance in {"model": forecast.deals.win, **baselines(past, now)}.items():
        cases.given.setdefault(name, []).append(chance[decided])
    wins = wins_of(whole, counted=model.parts.counted)
    day = (past.as_of - whole.as_of) / DAY
    names = np.array([*whole.owners, ""])
    since = float(whole.created.min())
    for length, found in zip(days, windows.values(), strict=True):
        if day + length > 0:
            continue  # the window has not been finished
        came = _came(wins, names, day, length)
        found.came.append(sum(came.values()))
        found.run.append(run_rate(wins, day, days=RUN_CYCLES * past.cycle, since=since) * length)
        for band in forecast.bands:
            if band.days != length:
                continue
            if band.owner is None:
                found.said.append(band.p50)
                found.low.append(band.p10)
                found.high.append(band.p90)
            else:
                found.owner_low.append(band.p10)
                found.owner_high.append(band.p90)
                found.owner_came.append(came.get([*past.owners, ""][band.owner], 0.0))


def _came(wins: Wins, names: Floats, day: float, length: float) -> dict[str, float]:
    within = (wins.day > day) & (wins.day <= day + length)
    totals = np.bincount(wins.owner[within], weights=wins.amount[within], minlength=len(names))
    return dict(zip(names.tolist(), totals.tolist(), strict=True))


def _chance_figures(chance: Floats, won: Floats, table: float) -> dict[str, float]:
    found = brier(chance, won)
    return {
        "brier": found,
        "skill": 1 - found / table if table else float("nan"),
        "log_loss": log_loss(chance, won),
        "auc": auc(chance, won),
        "ece": calibration_error(chance, won),
    }


def _amounts(found: Windows) -> dict[str, float | int]:
    came, owner_came = np.array(found.came), np.array(found.owner_came)
    return {
        "n": len(came),
        "wape": wape(np.array(found.said), came),
        "wape_run_rate": wape(np.array(found.run), came),
        "hits": hits(np.array(found.low), np.array(found.high), came),
        "owners_n": len(owner_came),
        "owners_hits": hits(np.array(found.owner_low), np.array(found.owner_high), owner_came),
    }
