"""How good forecasts of the past would have been: what bias and what common ups and downs they leave.

Deals do not flip coins independently: a good quarter is good for all. Coins alone give bands that hold a third of what
then happens. So the forecast is made again as of some days of the past, from what was known on them, and compared with
what came; the difference beyond the coins is a common shock exp(b + τ z).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.new_business import Wins, wins_of
from genjin.forecast.engine.outlook import Outlook, outlook_of
from genjin.forecast.engine.parts import Parts, learn, odds_now
from genjin.forecast.engine.past import Past

WINDOWS: Final = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Lengths of the windows in cycles."""
LOOKS: Final = 10
BETWEEN_LOOKS: Final = 0.45
"""Cycles between two days on which the past looks ahead."""
MEMORY: Final = 5.0
"""Half-lives beyond which deals are not worth being read again."""
FEWEST_CLOSED: Final = 12
RUN_CYCLES: Final = 3.0
"""Cycles over which the run rate is taken."""
USUAL_SHOCK: Final = 0.2
BELIEF: Final = 3.0
"""Windows' worth of belief in the usual shock."""
NO_BIAS: Final = 2.0
"""Windows' worth of belief in no bias."""
MODEL_SHARE: Final = 0.95
"""How far the model is believed over the run rate before any window has been finished."""
MODEL_BELIEF: Final = 12.0
"""Windows' worth of that belief: choosing by few windows costs more than it gains."""
_TAUS: Final = np.linspace(0.02, 1.2, 60)


@dataclass(frozen=True)
class Shock:
    """What is laid on a window's forecast: the model's share against the run rate, bias, spreads of firm and owner."""

    model_share: float = MODEL_SHARE
    bias: float = 0.0
    spread: float = USUAL_SHOCK
    owner_spread: float = USUAL_SHOCK
    windows: float = 0.0  # how many finished windows it rests on, overlapping ones counted once


@dataclass(frozen=True)
class Look:
    """One forecast of the past beside what came, for one window: totals per owner."""

    day: float
    mean: Floats
    variance: Floats
    run: float
    came: Floats


def run_rate(wins: Wins, day: float, *, days: float, since: float) -> float:
    """Return the amount won per day over the `days` before a day, or since the log began if that is less."""
    span = max(min(days, day - since), 1.0)
    return float(wins.amount[(wins.day <= day) & (wins.day > day - span)].sum() / span)


def learn_shocks(past: Past, parts: Parts) -> tuple[Shock, ...]:
    """Return the shock of each of `WINDOWS`, learnt from forecasts made again on days of the past."""
    wins = wins_of(past, counted=parts.counted)
    since = float(past.created.min(initial=0.0))
    looks: list[list[Look]] = [[] for _ in WINDOWS]
    for number in range(1, LOOKS + 1):
        day = -number * BETWEEN_LOOKS * parts.cycle
        if (past.closed < day).sum() < FEWEST_CLOSED:
            break
        finished = [place for place, cycles in enumerate(WINDOWS) if cycles * parts.cycle <= -day]
        if not finished:
            continue
        horizons = [WINDOWS[place] * parts.cycle for place in finished]
        then = past.earlier(day, back_to=day - MEMORY * parts.half)
        parts_then = learn(then, parts.table, score=parts.score)
        outlook = outlook_of(parts_then, odds_now(parts_then, then), horizons)
        run = run_rate(wins, day, days=RUN_CYCLES * parts.cycle, since=since)
        for column, place in enumerate(finished):
            looks[place].append(_look(outlook, column, wins, day=day, run=run * horizons[column]))
    return tuple(_shock(found, cycles) for found, cycles in zip(looks, WINDOWS, strict=True))


def _look(outlook: Outlook, column: int, wins: Wins, *, day: float, run: float) -> Look:
    within = (wins.day > day) & (wins.day <= day + outlook.days[column])
    came = np.zeros(outlook.owners)
    np.add.at(came, wins.owner[within], wins.amount[within])
    return Look(day, outlook.mean()[:, column], outlook.variance()[:, column], run, came)


def _shock(looks: list[Look], cycles: float) -> Shock:
    """Learn one window's shock; looks that overlap are worth less than their number."""
    if not looks:
        return Shock()
    windows = min(len(looks), 1 + (len(looks) - 1) * BETWEEN_LOOKS / cycles)
    worth = windows / len(looks)
    mean = np.array([look.mean.sum() for look in looks])
    coins = np.array([look.variance.sum() for look in looks])
    run = np.array([look.run for look in looks])
    came = np.array([look.came.sum() for look in looks])
    if not (mean.sum() > 0 and came.sum() > 0):
        return Shock(windows=windows)
    share = _model_share(mean, run, came, worth)
    mixed = share * mean + (1 - share) * run
    bias = float(np.log(came.sum() / mixed.sum())) * windows / (windows + NO_BIAS)
    fitted = mixed * np.exp(bias)
    spread = _spread(came - fitted, coins, fitted, worth)
    part = np.concatenate([look.mean * scale for look, scale in zip(looks, fitted / mean, strict=True)])
    of_owner = np.concatenate([look.came for look in looks])
    coins_of_owner = np.concatenate([look.variance for look in looks])
    asked = part > 0
    owners = max(asked.sum() / len(looks), 1)
    both = _spread((of_owner - part)[asked], coins_of_owner[asked], part[asked], worth / np.sqrt(owners))
    return Shock(share, bias, spread, float(np.sqrt(max(both**2 - spread**2, 0.0))), windows)


def _model_share(mean: Floats, run: Floats, came: Floats, worth: float) -> float:
    """Return the share of the model that would have erred least, held back by belief in the usual share."""
    shares = np.linspace(0.0, 1.0, 21)
    scale = max(float(np.mean(came)), 1e-12)
    wrong = [worth * float(np.sum(((came - s * mean - (1 - s) * run) / scale) ** 2)) for s in shares]
    held = MODEL_BELIEF * USUAL_SHOCK**2 * (shares - MODEL_SHARE) ** 2
    return float(shares[int(np.argmin(np.array(wrong) + held))])


def _spread(error: Floats, coins: Floats, mean: Floats, worth: float) -> float:
    """Return the most believable τ, given errors whose variance is that of the coins and τ² mean²."""
    square = _TAUS**2
    variance = coins[:, None] + square[None, :] * mean[:, None] ** 2 + 1e-12
    likely = -0.5 * worth * (np.log(variance) + error[:, None] ** 2 / variance).sum(axis=0)
    believed = -0.5 * BELIEF * (np.log(square) + USUAL_SHOCK**2 / square)
    return float(_TAUS[int(np.argmax(likely + believed))])


def shock_for(shocks: tuple[Shock, ...], days: float, cycle: float) -> Shock:
    """Return the shock of a horizon, between those of the windows around it by the logarithm of their lengths."""
    place = np.interp(np.log(max(days / cycle, 1e-6)), np.log(WINDOWS), np.arange(len(WINDOWS)))
    low = int(place)
    high, weight = min(low + 1, len(WINDOWS) - 1), float(place) - low

    def between(name: str) -> float:
        return float((1 - weight) * getattr(shocks[low], name) + weight * getattr(shocks[high], name))

    return Shock(*(between(name) for name in ("model_share", "bias", "spread", "owner_spread", "windows")))
