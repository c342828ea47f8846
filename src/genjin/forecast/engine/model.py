"""The model as a whole: fitted to a past, asked about the present."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.new_business import wins_of
from genjin.forecast.engine.outlook import outlook_of
from genjin.forecast.engine.parts import DealOdds, Parts, learn, odds_now
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.record import RUN_CYCLES, Shock, learn_shocks, run_rate, shock_for
from genjin.forecast.engine.rollup import DRAWS, Band, roll_up
from genjin.forecast.engine.score import FEW


@dataclass(frozen=True)
class Model:
    """What one past taught: the parts, and how far forecasts made from them have been off."""

    parts: Parts
    shocks: tuple[Shock, ...]

    @property
    def kind(self) -> str:
        """`hybrid`, or `default` while too few deals have been closed to speak of a firm's own odds."""
        return "hybrid" if self.parts.closed >= FEW else "default"


def fit(past: Past, *, table: Floats | None = None) -> Model:
    """Learn from a past. `table` is the chance of winning per stage (the first for no stage) that few cases lean on."""
    parts = learn(past, table)
    return Model(parts, learn_shocks(past, parts))


@dataclass(frozen=True)
class Forecast:
    """The odds of all open deals and the amounts that will be won."""

    deals: DealOdds
    bands: list[Band]


def predict(model: Model, past: Past, horizons: Sequence[float], *, draws: int = DRAWS) -> Forecast:
    """Forecast from what is known now. The past must have the stages and owners that the model was fitted with."""
    parts = model.parts
    deals = odds_now(parts, past)
    if not len(horizons):
        return Forecast(deals, [])
    days = np.asarray(horizons, dtype=np.float64)
    outlook = outlook_of(parts, deals, horizons)
    since = float(past.created.min(initial=0.0))
    daily = run_rate(wins_of(past, counted=parts.counted), 0.0, days=RUN_CYCLES * parts.cycle, since=since)
    shocks = [shock_for(model.shocks, float(day), parts.cycle) for day in days]
    return Forecast(deals, roll_up(outlook, shocks, [daily * day for day in days], draws=draws))
